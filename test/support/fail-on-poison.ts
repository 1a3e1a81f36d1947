import { appendFileSync } from 'node:fs';
import { afterAll } from '@jest/globals';
import { watchForPoison } from './poison-watch.js';

/** For each file of tests of a poisoned run: its servers are watched, and what they saw is written to the run's report. */
const { BYOM_TEST_POISON: marker, BYOM_TEST_POISON_REPORT: report, BYOM_TEST_POISON_FOLDER: folder } = process.env;
if (marker === undefined || report === undefined || folder === undefined)
  throw new Error('This belongs to `npm run test:poisoned`.');
// Where files such as .env lie.
process.chdir(folder);
const watch = watchForPoison(marker);

afterAll(() => {
  watch.stop();
  const { requests, bytes, found } = watch;
  appendFileSync(report, `${JSON.stringify({ requests, bytes, found })}\n`);
  if (found.length > 0) throw new Error(`Poison arrived at a server: ${found.slice(0, 5).join('; ')}`);
});
