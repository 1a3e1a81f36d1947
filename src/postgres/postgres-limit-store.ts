import {
  exchangeLimit,
  untouched,
  type LimitAsk,
  type LimitGrant,
  type LimitState,
} from '../calls/limits/exchange-limit.js';
import type { LimitStore, ProviderPause, Standing, StandingLimit } from '../calls/limits/limit-store.js';
import type { RateLimit } from '../calls/limits/rate-limit.js';
import { ByomError } from '../sdk/index.js';
import { isForeignKeyFault } from './is-foreign-key-fault.js';
import { changesChannel } from './notifications.js';
import type { Database, Rows } from './open-database.js';

const limitColumns = `id, tenant, set_by as "setBy", scope, subject, requests_per_minute as "requestsPerMinute",
  tokens_per_minute::float8 as "tokensPerMinute", max_concurrency as "maxConcurrency"`;
const nowMs = `(extract(epoch from clock_timestamp()) * 1000)::float8 as now`;
const mostPausesRead = 1_000;

const topicOf = (tenant: string) => `limits:${tenant}`;

/** Each exchange is one short transaction on the limit's one row, by the database's clock; the arithmetic is the port's own. */
export class PostgresLimitStore implements LimitStore {
  constructor(private readonly database: Database) {}

  standing(tenant: string): Promise<Standing> {
    return this.database.ofTenant(tenant, async ({ client }) => {
      const limits = await client.query<RateLimit>(`select ${limitColumns} from rate_limits where tenant = $1`, [
        tenant,
      ]);
      const pauses = await client.query<ProviderPause>(
        `select credential, origin, strikes,
           greatest(0, extract(epoch from until - clock_timestamp()) * 1000)::float8 as ms
         from provider_pauses where tenant = $1 and until > clock_timestamp() - interval '10 minutes'
         order by until desc limit $2`,
        [tenant, mostPausesRead],
      );
      return { limits: limits.rows, pauses: pauses.rows };
    });
  }

  list(tenant: string): Promise<{ readonly limits: readonly StandingLimit[]; readonly now: number }> {
    return this.database.ofTenant(tenant, async ({ client }) => {
      const { rows: limits } = await client.query<StandingLimit>(
        `select ${limitColumns}, state from rate_limits where tenant = $1 order by created_at, id`,
        [tenant],
      );
      const { rows } = await client.query<{ now: number }>(`select ${nowMs}`);
      return { limits, now: rows[0]!.now };
    });
  }

  async set(limit: RateLimit): Promise<RateLimit> {
    try {
      return await this.#set(limit);
    } catch (error) {
      if (!isForeignKeyFault(error)) throw error;
      throw new ByomError('NOT_FOUND', 'There is no credential of yours with this id.', { cause: error });
    }
  }

  remove(tenant: string, id: string): Promise<boolean> {
    return this.database.ofTenant(tenant, async (rows) => {
      const { rowCount } = await rows.client.query('delete from rate_limits where tenant = $1 and id = $2', [
        tenant,
        id,
      ]);
      await changed(rows, tenant);
      return rowCount === 1;
    });
  }

  exchange(tenant: string, id: string, ask: LimitAsk): Promise<LimitGrant | undefined> {
    return this.database.ofTenant(tenant, async ({ client }) => {
      const { rows } = await client.query<RateLimit & { readonly state: LimitState }>(
        `select ${limitColumns}, state from rate_limits where tenant = $1 and id = $2 for update`,
        [tenant, id],
      );
      const limit = rows[0];
      if (limit === undefined) {
        // Calls that wait go on where their limit is lifted, and not where their tenant is gone.
        const { rowCount } = await client.query('select from tenants where id = $1', [tenant]);
        if (rowCount === 0) throw new ByomError('CANCELLED', 'The tenant was deleted.');
        return undefined;
      }
      // After the lock, which may have been waited for.
      const clock = await client.query<{ now: number }>(`select ${nowMs}`);
      const { state, grant } = exchangeLimit(limit.state, limit, ask, clock.rows[0]!.now);
      await client.query('update rate_limits set state = $3 where tenant = $1 and id = $2', [
        tenant,
        id,
        JSON.stringify(state),
      ]);
      return grant;
    });
  }

  async pause(tenant: string, { credential, origin, ms, strikes }: ProviderPause): Promise<void> {
    await this.database.ofTenant(tenant, async (rows) => {
      await rows.client.query(
        `delete from provider_pauses where tenant = $1 and until < clock_timestamp() - interval '10 minutes'`,
        [tenant],
      );
      await rows.client.query(
        `insert into provider_pauses as known (tenant, credential, origin, until, strikes)
         values ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond', $5)
         on conflict (tenant, credential, origin) do update
         set until = greatest(known.until, excluded.until), strikes = greatest(known.strikes, excluded.strikes)`,
        [tenant, credential, origin, ms, strikes],
      );
      await changed(rows, tenant);
    });
  }

  async resume(tenant: string, credential: string, origin?: string): Promise<void> {
    await this.database.ofTenant(tenant, async (rows) => {
      const { rowCount } = await rows.client.query(
        'delete from provider_pauses where tenant = $1 and credential = $2 and ($3::text is null or (origin = $3 and until <= clock_timestamp()))',
        [tenant, credential, origin ?? null],
      );
      if (rowCount !== 0) await changed(rows, tenant);
    });
  }

  watch(tenant: string, onChange: () => void): Promise<() => void> {
    return this.database.notifications.listen(topicOf(tenant), onChange);
  }

  #set(limit: RateLimit): Promise<RateLimit> {
    const { id, tenant, setBy, scope, subject, requestsPerMinute, tokensPerMinute, maxConcurrency } = limit;
    return this.database.ofTenant(tenant, async (rows) => {
      const { rows: set } = await rows.client.query<RateLimit>(
        `insert into rate_limits (id, tenant, set_by, scope, subject, credential, requests_per_minute, tokens_per_minute,
           max_concurrency, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (tenant, scope, subject, (set_by = 'tenant')) do update
         set set_by = excluded.set_by, requests_per_minute = excluded.requests_per_minute,
           tokens_per_minute = excluded.tokens_per_minute, max_concurrency = excluded.max_concurrency
         where excluded.set_by <> 'default' or rate_limits.set_by = 'default'
         returning ${limitColumns}`,
        [
          id,
          tenant,
          setBy,
          scope,
          subject,
          scope === 'credential' ? subject : null,
          requestsPerMinute,
          tokensPerMinute,
          maxConcurrency,
          JSON.stringify(untouched),
        ],
      );
      await changed(rows, tenant);
      if (set[0] !== undefined) return set[0];
      // The operator has set a ceiling meanwhile, which goes before the default.
      const { rows: former } = await rows.client.query<RateLimit>(
        `select ${limitColumns} from rate_limits where tenant = $1 and scope = $2 and subject = $3 and set_by <> 'tenant'`,
        [tenant, scope, subject],
      );
      return former[0]!;
    });
  }
}

const changed = ({ client }: Rows, tenant: string) =>
  client.query('select pg_notify($1, $2)', [changesChannel, topicOf(tenant)]);
