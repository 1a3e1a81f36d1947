import { deepEqual, ok } from 'node:assert/strict';
import { readRateLimits } from '../read-rate-limits.js';
import type { Audit } from './audit.js';

/** What the provider tells of its limits is read, number by number, by every declaration. */
export const rateLimitAudits: readonly Audit[] = [
  {
    name: 'rate-limits',
    run({ definition, conformance }) {
      const { rateLimitHeaders: declared = [] } = definition;
      const { rateLimits: cases = [] } = conformance;
      ok(declared.length > 0 || cases.length === 0, 'There are cases of rate limits, and no headers are declared.');
      const told = new Set<unknown>();
      for (const { headers, reads } of cases) {
        const read = readRateLimits(declared, (name) => headers[name], Date.now());
        for (const reading of read) told.add(reading.declared);
        const shown = read.map(({ declared: { of }, ...numbers }) => Object.assign({ of }, numbers));
        deepEqual(shown, reads, `Of these headers it reads ${JSON.stringify(shown)}.`);
      }
      const silent = declared.find((one) => !told.has(one));
      ok(silent === undefined, `No case shows the header ${silent?.remaining}: add one to the fixtures.`);
    },
  },
];
