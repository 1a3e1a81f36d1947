import { expect, it } from '@jest/globals';
import { runCanaries } from '../../bench/canaries/run-canaries.js';
import { report } from '../../bench/canaries/report.js';

/** Of each manner one; `npm run canaries` has all shapes and ways, a crash and core dumps. */
const shapes = ['base64 with + and /', 'aws key pair'];

it('finds no key outside its sealed form in anything that the server says or writes, and would find one', async () => {
  const result = await runCanaries({ shapes, short: true });
  expect(report(result)).toMatch(/ 0 found outside their sealed form/);
  expect({ blind: result.blind, unreached: result.unreached }).toEqual({ blind: [], unreached: [] });
  expect(result.ways.length).toBeGreaterThan(50);
}, 300_000);
