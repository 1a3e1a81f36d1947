import { describe, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { InMemoryLedger } from '../support/in-memory-ledger.js';
import { budgetAudits } from '../support/port-audits/budget-audits.js';
import { ledgerAudits } from '../support/port-audits/ledger-audits.js';

// Whole runs are simulated on it: it has to promise what the real one does.
describe('the ledger in memory', () => {
  for (const { name, run } of ledgerAudits) {
    test(name, () => {
      const ledger = new InMemoryLedger();
      return run({ ledger, other: ledger });
    });
  }
  for (const { name, run } of budgetAudits) {
    test(name, () => {
      const ledger = new InMemoryLedger();
      return run({ ledger, other: ledger, budgets: ledger.budgets, credential: async () => randomUUID() });
    });
  }
});
