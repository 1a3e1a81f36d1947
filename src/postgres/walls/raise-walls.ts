import type pg from 'pg';
import { roles } from './roles.js';

const { tenant, ledger, operator } = roles;

/** What the roles that cross tenants may do, and no more: by table, with the columns where not all of them. */
const across: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ledger_jobs: { [ledger]: 'select, update' },
  ledger_attempts: { [ledger]: 'select, insert, update' },
  ledger_answers: { [ledger]: 'select, insert' },
  tenants: { [operator]: 'select, insert' },
  api_tokens: { [operator]: 'select, insert' },
  optimizations: { [operator]: 'select (id, tenant, turn, status, finished_at, position)' },
  idempotency_keys: { [operator]: 'select (tenant, operation, key, created_at, lease_until), delete' },
};

interface Table {
  readonly name: string;
  /** The column that says whose a row is. */
  readonly column: string;
}

/**
 * Forces row-level security on every table that holds something of a tenant, with one policy for the server's role: the
 * rows of the tenant that the transaction names. New tables get it at the start after their migration, so that none can
 * be forgotten. The tables' owner, under whom nothing is served, sees no row at all.
 */
export async function raiseWalls(client: pg.ClientBase): Promise<void> {
  const { rows: tables } = await client.query<Table>(`
    select c.relname as name, a.attname as column
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = case c.relname when 'tenants' then 'id' else 'tenant' end
    where n.nspname = current_schema and c.relkind = 'r'
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'of_tenant')`);
  for (const { name, column } of tables) {
    const own = `${column} = (select current_setting('byom.tenant', true))`;
    const crossing = Object.entries(across[name] ?? {});
    await client.query(
      [
        'begin',
        `alter table ${name} enable row level security`,
        `alter table ${name} force row level security`,
        `create policy of_tenant on ${name} to ${tenant} using (${own}) with check (${own})`,
        `grant select, insert, update, delete on ${name} to ${tenant}`,
        ...crossing.flatMap(([role, rights]) => [
          `create policy of_${role} on ${name} to ${role} using (true) with check (true)`,
          `grant ${rights} on ${name} to ${role}`,
        ]),
        'commit',
      ].join(';\n'),
    );
  }
  if (tables.length === 0) return;
  await client.query(
    `grant usage on schema public to ${Object.values(roles).join(', ')};
     grant usage on all sequences in schema public to ${tenant};
     grant select, insert on key_check to ${operator}`,
  );
}
