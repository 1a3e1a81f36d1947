import type pg from 'pg';
import { roles } from './roles.js';

const names = Object.values(roles);

/** Fails where row-level security would not hold for what the server works as. */
export async function refuseBypass(client: pg.ClientBase): Promise<void> {
  const { rows: free } = await client.query<{ name: string }>(
    `select rolname as name from pg_roles
     where (rolname = session_user or rolname = any($1)) and (rolsuper or rolbypassrls)`,
    [names],
  );
  if (free.length > 0) {
    throw new Error(
      `The database's user ${free[0]!.name} is not bound by row-level security, which keeps tenants apart. Use an ordinary one in DATABASE_URL: create role byom login createrole password '...'; create database byom owner byom; and nothing with SUPERUSER or BYPASSRLS.`,
    );
  }
  const { rows: open } = await client.query<{ name: string }>(
    `select c.relname as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = case c.relname when 'tenants' then 'id' else 'tenant' end
     where n.nspname = current_schema and c.relkind = 'r'
       and (not c.relrowsecurity or not c.relforcerowsecurity
         or exists (select from unnest($1::text[]) as role where pg_has_role(role, c.relowner, 'MEMBER')))`,
    [names],
  );
  if (open.length > 0) {
    throw new Error(
      `The table ${open[0]!.name} is open: its row-level security was taken off, or a role of the server owns it.`,
    );
  }
}
