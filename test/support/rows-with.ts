import { inspectDatabase } from './inspect-database.js';

/** Where a text stands in a database, in any schema, also as base64 or in bytes: `table: how often`. */
export async function rowsWith(databaseUrl: string, text: string): Promise<readonly string[]> {
  const { rows: tables } = await inspectDatabase<{ name: string }>(
    databaseUrl,
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  // Base64 of a text begins at one of three places of its three bytes.
  const encoded = [0, 1, 2].map((at) => Buffer.from(text.slice(at, at + 3 * Math.floor((text.length - at) / 3))));
  const needles = [text, Buffer.from(text).toString('hex'), ...encoded.map((bytes) => bytes.toString('base64'))];
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await inspectDatabase<{ times: string }>(
      databaseUrl,
      `select count(*) as times from ${name} t
       where exists (select from unnest($1::text[]) as needle where strpos(t::text, needle) > 0)`,
      [needles],
    );
    if (rows[0]!.times !== '0') found.push(`${name}: ${rows[0]!.times}`);
  }
  return found.toSorted();
}
