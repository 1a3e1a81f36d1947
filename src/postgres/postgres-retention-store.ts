import { eq } from 'drizzle-orm';
import type { RetentionPeriods } from '../retention/retention-periods.js';
import type { Expired, RetentionStore } from '../retention/retention-store.js';
import type { JsonValue } from '../sdk/index.js';
import type { Database } from './open-database.js';
import { retentionPeriods } from './tables/retention-periods.js';

/** Of each tenant the shorter of its own periods and the operator's: `least` passes nulls over. */
const periods = `
  select t.id as tenant, least(p.run_days, $1::int) as run_days, least(p.library_days, $2::int) as library_days
  from tenants t left join retention_periods p on p.tenant = t.id`;

const unset: RetentionPeriods = { runDays: null, libraryDays: null };

export class PostgresRetentionStore implements RetentionStore {
  constructor(private readonly database: Database) {}

  async find(tenant: string): Promise<RetentionPeriods> {
    const { runDays, libraryDays } = retentionPeriods;
    const [row] = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle.select({ runDays, libraryDays }).from(retentionPeriods).where(eq(retentionPeriods.tenant, tenant)),
    );
    return row ?? unset;
  }

  async set(tenant: string, { runDays, libraryDays }: RetentionPeriods): Promise<void> {
    const values = { runDays, libraryDays };
    await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .insert(retentionPeriods)
        .values({ tenant, ...values })
        .onConflictDoUpdate({ target: retentionPeriods.tenant, set: values }),
    );
  }

  async claimSweep(everySeconds: number): Promise<boolean> {
    const { rowCount } = await this.database.ofOperator(({ client }) =>
      client.query(
        `insert into retention_sweep as s (next_at) values (now() + make_interval(secs => $1))
         on conflict ("only") do update set next_at = excluded.next_at where s.next_at <= now()`,
        [everySeconds],
      ),
    );
    return rowCount === 1;
  }

  async expired({ runDays, libraryDays }: RetentionPeriods, most: number): Promise<readonly Expired[]> {
    const { rows } = await this.database.ofOperator(({ client }) =>
      client.query<Expired>(
        `with periods as (${periods})
         select 'optimization' as kind, o.tenant, o.id as key, p.run_days as days
         from optimizations o join periods p on p.tenant = o.tenant
         where case when o.finished_at is not null then o.finished_at
             -- One that rests for so long has been forgotten.
             when o.status in ('paused', 'awaiting-key') and o.retry_at is null
             then (select max(e.at) from optimization_events e where e.optimization = o.id)
           end < now() - make_interval(days => p.run_days)
           and p.run_days is not null
         union all
         select 'dataset', d.tenant, d.id, p.library_days from datasets d join periods p on p.tenant = d.tenant
         where d.used_at < now() - make_interval(days => p.library_days) and p.library_days is not null
         union all
         select 'prompt', s.tenant, s.name, p.library_days from prompts s join periods p on p.tenant = s.tenant
         where p.library_days is not null
         group by s.tenant, s.name, p.library_days
         having max(s.used_at) < now() - make_interval(days => p.library_days)
         limit $3`,
        [runDays, libraryDays, most],
      ),
    );
    return rows;
  }

  async removeExpiredAnswers({ runDays, libraryDays }: RetentionPeriods, most: number): Promise<number> {
    const { rowCount } = await this.database.ofOperator(({ client }) =>
      client.query(
        `with periods as (${periods})
         delete from idempotency_keys where (tenant, operation, key) in (
           select i.tenant, i.operation, i.key from idempotency_keys i join periods p on p.tenant = i.tenant
           where p.run_days is not null
             and i.created_at < now() - make_interval(days => p.run_days) and i.lease_until < now() limit $3)`,
        [runDays, libraryDays, most],
      ),
    );
    return rowCount ?? 0;
  }

  async forgetAnswers(tenant: string, key: string | undefined, instead: JsonValue): Promise<number> {
    const { rowCount } = await this.database.ofTenant(tenant, ({ client }) =>
      client.query(
        `update idempotency_keys set result = $3::text::json
         where tenant = $1 and operation in ('generate', 'runPrompt') and key = coalesce($2, key)
           and result is not null and not in_doubt and result::text <> $3::text`,
        [tenant, key ?? null, JSON.stringify(instead)],
      ),
    );
    return rowCount ?? 0;
  }
}
