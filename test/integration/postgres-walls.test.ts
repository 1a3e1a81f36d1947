import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { openDatabase, type Database } from '../../src/postgres/open-database.js';
import { PostgresAccessStore } from '../../src/postgres/postgres-access-store.js';
import { PostgresAliasStore } from '../../src/postgres/postgres-alias-store.js';
import { inspectDatabase } from '../support/inspect-database.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let fresh: TestDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await createTestDatabase();
  database = await openDatabase(fresh.url);
  const access = new PostgresAccessStore(database);
  const aliases = new PostgresAliasStore(database);
  for (const tenant of ['ada', 'bob']) {
    await access.createTenant({ id: tenant, name: tenant });
    await aliases.set({ tenant, name: 'fast', model: `openai/of-${tenant}`, credential: null });
  }
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const asOwner = async (text: string): Promise<pg.QueryResult> => {
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
};

describe('a transaction of one tenant', () => {
  test('sees the rows of that tenant alone, whatever is asked', async () => {
    const seen = await database.ofTenant('ada', ({ client }) => client.query('select model from model_aliases'));
    expect(seen.rows).toEqual([{ model: 'openai/of-ada' }]);
    const tenants = await database.ofTenant('bob', ({ client }) => client.query('select id from tenants'));
    expect(tenants.rows).toEqual([{ id: 'bob' }]);
  });

  test('changes and removes no row of another, and writes none for another', async () => {
    const changed = await database.ofTenant('ada', ({ client }) =>
      client.query(`update model_aliases set model = 'openai/mine' where tenant = 'bob'`),
    );
    const removed = await database.ofTenant('ada', ({ client }) =>
      client.query(`delete from tenants where id = 'bob'`),
    );
    expect([changed.rowCount, removed.rowCount]).toEqual([0, 0]);
    for (const write of [
      `insert into model_aliases (tenant, name, model) values ('bob', 'sly', 'openai/x')`,
      `update model_aliases set tenant = 'bob', name = 'sly'`,
    ]) {
      await expect(database.ofTenant('ada', ({ client }) => client.query(write))).rejects.toThrow(/row-level security/);
    }
  });

  test('leaves nothing of itself on its connection', async () => {
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const tenant = n % 2 === 0 ? 'ada' : 'bob';
        const { rows } = await database.ofTenant(tenant, ({ client }) =>
          client.query('select tenant from model_aliases'),
        );
        expect(rows).toEqual([{ tenant }]);
      }),
    );
    await expect(database.ofTenant('ada', ({ client }) => client.query('select nonsense'))).rejects.toThrow(/nonsense/);
    const left = await Promise.all(
      Array.from({ length: 12 }, () =>
        database.ofOperator(({ client }) => client.query("select current_setting('byom.tenant', true) as tenant")),
      ),
    );
    expect(left.map(({ rows }) => rows[0].tenant || null)).toEqual(left.map(() => null));
    const names = await database.ofOperator(({ client }) => client.query('select current_user as role'));
    expect(names.rows).toEqual([{ role: 'byom_operator' }]);
    const role = await database.ofTenant('', ({ client }) =>
      client.query('select current_user as role, count(*)::int as seen from model_aliases group by 1'),
    );
    expect(role.rows).toEqual([]);
  });

  test('takes a name that would end its own quotation for a name', async () => {
    const odd = `ada' or true; set role byom_ledger; --`;
    const seen = await database.ofTenant(odd, ({ client }) => client.query('select from model_aliases'));
    expect(seen.rowCount).toBe(0);
  });
});

describe('the other roles', () => {
  test('can do what is theirs and nothing else', async () => {
    const denied: [string, string][] = [
      ['ledger', 'select from credentials'],
      ['ledger', 'select from prompts'],
      ['ledger', 'delete from ledger_attempts'],
      ['ledger', 'select from api_tokens'],
      ['operator', 'select sealed from credentials'],
      ['operator', 'select fields from credentials'],
      ['operator', 'update credentials set base_url = provider'],
      ['operator', 'select input from optimizations'],
      ['operator', 'select result from idempotency_keys'],
      ['operator', 'select from ledger_answers'],
      ['operator', 'update optimizations set turn = 0'],
      ['operator', 'select from dataset_examples'],
    ];
    for (const [role, text] of denied) {
      const work =
        role === 'ledger' ? database.ledger.query(text) : database.ofOperator(({ client }) => client.query(text));
      await expect(work).rejects.toThrow(/permission denied/);
    }
    const { rows } = await database.ofOperator(({ client }) => client.query('select id from tenants order by id'));
    expect(rows).toEqual([{ id: 'ada' }, { id: 'bob' }]);
  });

  test('are taken whatever options of its own the database’s URL has', async () => {
    const url = new URL(fresh.url);
    url.searchParams.set('options', '-c work_mem=5MB -c role=none');
    const optioned = await openDatabase(url.href);
    const look = `select current_user as name, current_setting('work_mem') as given, current_setting('enable_seqscan') as scans`;
    const [ledger, tenant] = await Promise.all([
      optioned.ledger.query(look),
      optioned.ofTenant('ada', ({ client }) => client.query(look)),
    ]);
    await optioned.close();
    expect([...ledger.rows, ...tenant.rows]).toEqual([
      { name: 'byom_ledger', given: '5MB', scans: 'off' },
      { name: 'byom_server', given: '5MB', scans: 'on' },
    ]);
  });

  test('do not include the tables’ owner, who sees no tenant’s rows', async () => {
    expect((await asOwner('select from model_aliases')).rowCount).toBe(0);
    expect((await asOwner('select from tenants')).rowCount).toBe(0);
    const own = await inspectDatabase(
      fresh.url,
      `select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'byom\\_%' and r.rolname <> 'byom_admin'`,
    );
    expect(own.rows).toEqual([]);
  });

  test('are walled in on every table of a tenant’s', async () => {
    const { rows } = await inspectDatabase<{ name: string; forced: boolean; policies: number }>(
      fresh.url,
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
         (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polname = 'of_tenant') as policies
       from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace
         and relname not in ('byom_migrations', 'key_check', 'removed_tenants', 'retention_sweep')`,
    );
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter(({ forced, policies }) => !forced || policies !== 1)).toEqual([]);
  });
});

describe('a start', () => {
  test('is refused where the user is above row-level security', async () => {
    const url = new URL(fresh.url);
    url.username = 'byom_admin';
    url.password = process.env.BYOM_TEST_POSTGRES_PASSWORD!;
    await expect(openDatabase(url.href)).rejects.toThrow(/not bound by row-level security/);
  });

  test('is refused where a wall was taken down, and raises those of new tables', async () => {
    await asOwner('alter table prompts no force row level security');
    await expect(openDatabase(fresh.url)).rejects.toThrow(/table prompts is open/);
    await asOwner('alter table prompts force row level security');
    await asOwner('create table later (tenant text not null, secret text)');
    await asOwner(`insert into later values ('ada', 'hers'), ('bob', 'his')`);
    await (await openDatabase(fresh.url)).close();
    const seen = await database.ofTenant('bob', ({ client }) => client.query('select secret from later'));
    expect(seen.rows).toEqual([{ secret: 'his' }]);
  });
});
