import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Database } from '../../src/postgres/open-database.js';
import { PostgresAccessStore } from '../../src/postgres/postgres-access-store.js';
import { PostgresCredentialStore } from '../../src/postgres/postgres-credential-store.js';
import { credentialRow } from '../support/credential-row.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let fresh: TestDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await createTestDatabase();
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

test('a use is noted soon, and a hundred uses of a credential and of a token by one statement each', async () => {
  let statements = 0;
  const counted: Database = {
    ...database,
    ofTenant: (...work) => (statements++, database.ofTenant(...work)),
    ofOperator: (work) => (statements++, database.ofOperator(work)),
  };
  const [credentials, access] = [new PostgresCredentialStore(counted), new PostgresAccessStore(counted)];
  const tenant = (await access.createTenant({ id: randomUUID(), name: 'Ada' })).id;
  const { id } = await credentials.insert(credentialRow(tenant));
  const token = { id: randomUUID(), tenant, name: 'mine', prefix: randomUUID(), scopes: ['run' as const] };
  await access.addToken({ ...token, digest: Buffer.alloc(32) });

  const [readCredentials, readAccess] = [new PostgresCredentialStore(database), new PostgresAccessStore(database)];
  const before = statements;
  for (let use = 0; use < 100; use++) {
    credentials.touch(tenant, id);
    access.touchToken(token.id);
  }
  while ((await readCredentials.find(tenant, id))?.lastUsedAt === null) await sleep(100);
  while ((await readAccess.tokens(tenant))[0]?.lastUsedAt === null) await sleep(100);
  expect(statements - before).toBe(2);
});
