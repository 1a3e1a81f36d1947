import type pg from 'pg';
import { roles } from './roles.js';

const { tenant, ledger, operator } = roles;

/** What the roles that cross tenants may do, and no more: by table, with the columns where not all of them. */
const across: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ledger_jobs: { [ledger]: 'select, update' },
  ledger_attempts: { [ledger]: 'select, insert, update' },
  spending_budgets: { [ledger]: 'select, update' },
  ledger_answers: { [ledger]: 'select, insert' },
  data_keys: { [operator]: 'select (tenant, id, wrapped, kek_version), update (wrapped, kek_version)' },
  tenants: { [operator]: 'select, insert' },
  api_tokens: { [operator]: 'select, insert, update (last_used_at)' },
  optimizations: { [operator]: 'select (id, tenant, turn, status, finished_at, position, retry_at)' },
  datasets: { [operator]: 'select (tenant, id, used_at)' },
  prompts: { [operator]: 'select (tenant, name, used_at)' },
  optimization_events: { [operator]: 'select (optimization, at)' },
  retention_periods: { [operator]: 'select' },
  credentials: { [operator]: 'select (tenant, optimization, created_at), delete' },
  idempotency_keys: {
    [operator]:
      'select (tenant, operation, key, created_at, lease_until, owner, in_doubt), update (lease_until), delete',
  },
};

/** What the server may do with a tenant's rows where that is not everything. */
const within: Readonly<Record<string, string>> = { audit_events: 'select, insert' };

interface Table {
  readonly name: string;
  /** The column that says whose a row is. */
  readonly column: string;
  readonly policies: readonly string[];
}

/**
 * Forces row-level security on every table that holds something of a tenant, with one policy for the server's role: the
 * rows of the tenant that the transaction names. New tables get it at the start after their migration, so that none can
 * be forgotten. The tables' owner, under whom nothing is served, sees no row at all.
 */
export async function raiseWalls(client: pg.ClientBase): Promise<void> {
  const { rows: tables } = await client.query<Table>(`
    select c.relname as name, a.attname as column,
      array(select p.polname::text from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = case c.relname when 'tenants' then 'id' else 'tenant' end
    where n.nspname = current_schema and c.relkind = 'r'`);
  await client.query(
    [
      'begin',
      ...tables.flatMap(wallOf),
      `grant usage on schema public to ${Object.values(roles).join(', ')}`,
      `grant usage on all sequences in schema public to ${tenant}`,
      `grant select, insert, update on key_check, retention_sweep to ${operator}`,
      `grant select on removed_tenants to ${Object.values(roles).join(', ')}`,
      `grant insert on removed_tenants to ${tenant}`,
      'commit',
    ].join(';\n'),
  );
}

function wallOf({ name, column, policies }: Table): readonly string[] {
  const own = `${column} = (select current_setting('byom.tenant', true))`;
  const crossing = Object.entries(across[name] ?? {});
  return [
    ...(policies.includes('of_tenant')
      ? []
      : [
          `alter table ${name} enable row level security`,
          `alter table ${name} force row level security`,
          `create policy of_tenant on ${name} to ${tenant} using (${own}) with check (${own})`,
        ]),
    ...crossing.flatMap(([role]) =>
      policies.includes(`of_${role}`)
        ? []
        : [`create policy of_${role} on ${name} to ${role} using (true) with check (true)`],
    ),
    `grant ${within[name] ?? 'select, insert, update, delete'} on ${name} to ${tenant}`,
    ...crossing.map(([role, rights]) => `grant ${rights} on ${name} to ${role}`),
  ];
}
