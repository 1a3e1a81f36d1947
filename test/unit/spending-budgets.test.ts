import { expect, test } from '@jest/globals';
import type { CredentialStore } from '../../src/vault/credential-store.js';
import { ManageSpendingBudgets } from '../../src/use-cases/manage-spending-budgets.js';
import { InMemoryAccessStore } from '../support/in-memory-access-store.js';
import { InMemoryAuditTrail } from '../support/in-memory-audit-trail.js';
import { InMemorySpendingBudgets } from '../support/in-memory-spending-budgets.js';
import { callerNamed } from '../support/spending.js';

test('a tenant has at most a thousand budgets, each of which can still be changed: its calls lock them all', async () => {
  const credentials = { find: async () => ({ optimization: null }) } as unknown as CredentialStore;
  const budgets = new InMemorySpendingBudgets(
    () => [],
    () => 0,
  );
  const access = new InMemoryAccessStore();
  const manage = new ManageSpendingBudgets({ budgets, credentials, access, audit: new InMemoryAuditTrail() });
  const caller = callerNamed('tenant-1');
  const set = (credential: string, maxCalls = 1) => manage.set(caller, { window: 'day', credential, maxCalls });
  for (let n = 0; n < 1_000; n += 1) {
    budgets.budgets.push({
      id: `${n}`,
      tenant: 'tenant-1',
      credential: `key-${n}`,
      window: 'day',
      owner: 'tenant',
      maxCalls: 1,
      maxUsd: null,
      maxTokens: null,
      allowUnpriced: false,
      createdAt: new Date(),
    });
  }
  await expect(set('another')).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching('1000'),
  });
  expect(await set('key-7', 9)).toMatchObject({ id: '7', maxCalls: 9 });
  await manage.remove(caller, '8');
  expect(await set('another')).toMatchObject({ credential: 'another' });
});
