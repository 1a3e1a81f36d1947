import type pg from 'pg';
import type { CallPurpose, SpendRow, UsageDimension, UsageQuery, UsageRow } from '../../usage/ledger.js';
import { taken } from './window-start.js';

/** Intents that are open count like those in doubt: their requests may have been answered. */
const sums = `
  sum(calls)::float8 as "calls", sum(cached_calls)::float8 as "cachedCalls",
  sum(input_tokens)::float8 as "inputTokens", sum(output_tokens)::float8 as "outputTokens",
  sum(usd)::float8 as "usd", sum(unpriced_calls)::float8 as "unpricedCalls", sum(estimated_calls)::float8 as "estimatedCalls"`;

const attempts = `
  select created_at as at, model, purpose, credential, case when epoch is not null then job end as optimization,
    1 as calls, 0 as cached_calls, coalesce(input_tokens, 0) as input_tokens, coalesce(output_tokens, 0) as output_tokens,
    ${taken.usd} as usd, ${taken.unpriced}::int as unpriced_calls, coalesce(estimated, false)::int as estimated_calls
  from ledger_attempts a where state <> 'not-sent' and tenant = $1`;

const reused = `
  select day::timestamp at time zone 'UTC' as at, model, purpose, null as credential, job as optimization,
    0, times, 0, 0, 0, 0, 0
  from ledger_cached where tenant = $1`;

const dimensions: Readonly<Record<UsageDimension, string>> = {
  day: `to_char(at at time zone 'UTC', 'YYYY-MM-DD')`,
  provider: `split_part(model, '/', 1)`,
  model: 'model',
  credential: 'credential',
  optimization: 'optimization',
  purpose: 'purpose',
};

type Sums = Omit<SpendRow, 'model' | 'purpose'>;

export async function spendOfJob(client: pg.ClientBase, tenant: string, job: string): Promise<readonly SpendRow[]> {
  const { rows } = await client.query<Sums & { model: string; purpose: CallPurpose }>(
    `select model, purpose, ${sums}
     from (${attempts} and job = $2 and epoch is not null union all ${reused} and job = $2) used
     group by model, purpose order by model, purpose`,
    [tenant, job],
  );
  return rows;
}

/** `from` is included and `to` is not. Calls that were saved are told by day: a range counts those of its whole days. */
export async function usageOfTenant(
  client: pg.ClientBase,
  tenant: string,
  { from, to, groupBy, most }: UsageQuery,
): Promise<readonly UsageRow[]> {
  const wanted = [...new Set(groupBy)];
  const keys = wanted.map((dimension) => `${dimensions[dimension]} as "key_${dimension}"`);
  const places = wanted.map((_, index) => index + 1).join(', ');
  const { rows } = await client.query<Sums & Record<`key_${UsageDimension}`, string | null>>(
    `select ${[...keys, sums].join(', ')}
     from (
       ${attempts} and ($2::timestamptz is null or created_at >= $2) and ($3::timestamptz is null or created_at < $3)
       union all
       ${reused} and ($2::timestamptz is null or day >= ($2::timestamptz at time zone 'UTC')::date)
         and ($3::timestamptz is null or day::timestamp < $3::timestamptz at time zone 'UTC')
     ) used
     ${wanted.length > 0 ? `group by ${places} order by ${places}` : 'having count(*) > 0'}
     limit $4`,
    [tenant, from ?? null, to ?? null, most ?? null],
  );
  return rows.map(({ calls, cachedCalls, inputTokens, outputTokens, usd, unpricedCalls, estimatedCalls, ...key }) => ({
    key: Object.fromEntries(wanted.map((dimension) => [dimension, key[`key_${dimension}`]])),
    calls,
    cachedCalls,
    inputTokens,
    outputTokens,
    usd,
    unpricedCalls,
    estimatedCalls,
  }));
}
