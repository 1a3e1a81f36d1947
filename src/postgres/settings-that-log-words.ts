import type pg from 'pg';

/** By these a Postgres writes what statements carry into its own log: customers' prompts and answers. */
const text = `
  select name from pg_settings
  where name = 'log_parameter_max_length_on_error' and setting <> '0'
    or current_setting('log_parameter_max_length') <> '0' and (
      name = 'log_statement' and setting in ('mod', 'all')
      or name in ('log_min_duration_statement', 'log_min_duration_sample') and setting::numeric >= 0)
  order by name`;

export async function settingsThatLogWords(client: Pick<pg.Pool, 'query'>): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(text);
  return rows.map(({ name }) => name);
}
