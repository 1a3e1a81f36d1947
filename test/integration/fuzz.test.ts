import { expect, it } from '@jest/globals';
import { fuzzReplies } from '../../bench/fuzz/fuzz-replies.js';
import { everyPlugin } from '../support/every-plugin.js';

it('reads two thousand mutated replies, in odd pieces, as an answer or a typed failure', async () => {
  const plugins = await everyPlugin();
  const { outcomes, findings, slowest } = await fuzzReplies(plugins, { runs: 2_000, seed: 2 });
  expect(findings).toEqual([]);
  expect(slowest.cpuMs).toBeLessThan(1_000);
  // Neither are all replies broken by it, nor all read as if nothing were.
  expect(outcomes.get('answered')).toBeGreaterThan(100);
  expect(outcomes.get('PROVIDER_PROTOCOL')).toBeGreaterThan(300);
  expect(outcomes.size).toBeGreaterThan(8);
}, 60_000);
