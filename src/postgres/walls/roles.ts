import type pg from 'pg';

/**
 * What the server works as; none of them owns a table or logs in. `tenant` sees the rows of the tenant that its
 * transaction names, `ledger` writes the accounts of many tenants in one commit and can do nothing else, and `operator`
 * does what is nobody's own: who calls, which runs are unfinished, what is out of date.
 */
export const roles = { tenant: 'byom_server', ledger: 'byom_ledger', operator: 'byom_operator' } as const;
export type Role = keyof typeof roles;

const names = Object.values(roles);
/** Two servers on two databases of one cluster may make the same role at once. */
const madeMeanwhile = new Set(['42710', '23505', 'XX000']);
const tries = 5;

/** Makes the roles where they are missing, and lets `user` work as them. Roles are of the cluster, not of a database. */
export async function makeRoles(client: pg.ClientBase, user: string): Promise<void> {
  for (let left = tries; ; left--) {
    try {
      return await makeMissing(client, user);
    } catch (error) {
      const code = (error as { readonly code?: string }).code ?? '';
      if (code === '42501') throw new Error(adviceFor(user), { cause: error });
      if (left === 0 || !madeMeanwhile.has(code)) throw error;
    }
  }
}

async function makeMissing(client: pg.ClientBase, user: string): Promise<void> {
  const { rows } = await client.query<{ name: string; exists: boolean; granted: boolean }>(
    `select name, r.oid is not null as exists, coalesce(pg_has_role($2, r.oid, 'MEMBER'), false)
       and (current_setting('server_version_num')::int < 160000 or exists (
         select from pg_auth_members m where m.roleid = r.oid and m.member = $2::regrole
           and coalesce((to_jsonb(m) ->> 'set_option')::boolean, true))) as granted
     from unnest($1::text[]) as name left join pg_roles r on r.rolname = name`,
    [names, user],
  );
  const version = await client.query<{ newer: boolean }>(
    `select current_setting('server_version_num')::int >= 160000 as newer`,
  );
  // Without the inheritance, what is meant for one of the roles is not had by the user beside it.
  const withoutInheritance = version.rows[0]!.newer ? ' with inherit false, set true' : '';
  for (const { name, exists, granted } of rows) {
    if (!exists) await client.query(`create role ${name} nologin`);
    if (!granted) await client.query(`grant ${name} to ${client.escapeIdentifier(user)}${withoutInheritance}`);
  }
}

const adviceFor = (user: string) =>
  `The database's user may not make the roles that keep tenants apart. Have an administrator of the database do it: ${names
    .map((name) => `create role ${name} nologin;`)
    .join(' ')} grant ${names.join(', ')} to ${JSON.stringify(user)};`;
