import { describe, test } from '@jest/globals';
import { InMemoryLedger } from '../support/in-memory-ledger.js';
import { ledgerAudits } from '../support/port-audits/ledger-audits.js';

// Whole runs are simulated on it: it has to promise what the real one does.
describe('the ledger in memory', () => {
  for (const { name, run } of ledgerAudits) {
    test(name, () => {
      const ledger = new InMemoryLedger();
      return run({ ledger, other: ledger });
    });
  }
});
