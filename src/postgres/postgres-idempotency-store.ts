import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { IdempotencyKey, IdempotencyState, IdempotencyStore } from '../calls/idempotency-store.js';
import type { JsonValue } from '../sdk/index.js';
import type { Database } from './open-database.js';
import { storedText } from './stored-text.js';

const keptHours = 48;
const cleanEveryMs = 10 * 60_000;
const cleanedAtOnce = 5_000;
/** A process that has not renewed them for so long is taken for dead. */
const defaultLeaseMs = 15_000;

interface Kept {
  readonly hash: string;
  readonly done: boolean;
  readonly result: JsonValue;
}

/** Leases are on the database's clock, and renewed for all of a process at once while it holds any. */
export class PostgresIdempotencyStore implements IdempotencyStore {
  readonly #owner = randomUUID();
  readonly #held = new Map<string, IdempotencyKey>();
  #renewal: NodeJS.Timeout | undefined;
  #cleanedAt = 0;

  constructor(
    private readonly database: Database,
    private readonly leaseMs = defaultLeaseMs,
  ) {}

  async begin(key: IdempotencyKey, inputHash: string, call: string): Promise<IdempotencyState> {
    storedText(key.key, 'idempotency key');
    this.#cleanSometimes();
    // A row that vanishes between the two statements (abandoned, forgotten) is begun again.
    for (;;) {
      const state = await this.database.ofTenant(key.tenant, ({ client }) => this.#look(client, key, inputHash, call));
      if (state === undefined) continue;
      if (state.kind === 'first' || state.kind === 'orphaned') this.#hold(key);
      return state;
    }
  }

  async #look(
    client: pg.ClientBase,
    key: IdempotencyKey,
    inputHash: string,
    call: string,
  ): Promise<IdempotencyState | undefined> {
    const { tenant, operation } = key;
    const begun = await client.query<{ call: string | null; orphaned: boolean }>({
      name: 'idempotency-begin',
      text: `
          insert into idempotency_keys as i (tenant, operation, key, input_hash, call, owner, lease_until)
          values ($1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(secs => $7))
          on conflict (tenant, operation, key) do update set lease_until = excluded.lease_until, owner = excluded.owner
            where i.result is null and i.lease_until <= clock_timestamp() and i.input_hash = excluded.input_hash
          returning call, xmax <> 0 as orphaned`,
      values: [tenant, operation, key.key, inputHash, call, this.#owner, this.leaseMs / 1000],
    });
    const [ours] = begun.rows;
    if (ours) return { kind: ours.orphaned ? 'orphaned' : 'first', call: ours.call ?? call };
    const { rows } = await client.query<Kept>({
      name: 'idempotency-look',
      text: `
          select input_hash as hash, result is not null as done, result from idempotency_keys
          where tenant = $1 and operation = $2 and key = $3`,
      values: [tenant, operation, key.key],
    });
    const found = rows[0];
    if (!found) return undefined;
    if (found.hash !== inputHash) return { kind: 'mismatch' };
    return found.done ? { kind: 'done', result: found.result } : { kind: 'running' };
  }

  /** The first result stays, also where an expired first comes back late. */
  async finish(key: IdempotencyKey, result: JsonValue, inDoubt = false): Promise<void> {
    const { tenant, operation } = key;
    try {
      await this.database.ofTenant(tenant, ({ client }) =>
        client.query({
          name: 'idempotency-finish',
          text: `update idempotency_keys set result = $4, in_doubt = $5, owner = null
            where tenant = $1 and operation = $2 and key = $3 and (result is null or (in_doubt and not $5))`,
          values: [tenant, operation, key.key, JSON.stringify(result), inDoubt],
        }),
      );
    } finally {
      this.leave(key);
    }
  }

  async abandon(key: IdempotencyKey): Promise<void> {
    const { tenant, operation } = key;
    this.leave(key);
    await this.database.ofTenant(tenant, ({ client }) =>
      client.query(
        `delete from idempotency_keys
         where tenant = $1 and operation = $2 and key = $3 and result is null and owner = $4`,
        [tenant, operation, key.key, this.#owner],
      ),
    );
  }

  leave(key: IdempotencyKey): void {
    this.#held.delete(nameOf(key));
    if (this.#held.size > 0) return;
    clearInterval(this.#renewal);
    this.#renewal = undefined;
  }

  async close(): Promise<void> {
    this.#held.clear();
    clearInterval(this.#renewal);
    await this.database
      .ofOperator(({ client }) =>
        client.query('update idempotency_keys set lease_until = clock_timestamp() where owner = $1', [this.#owner]),
      )
      // Its leases end by themselves.
      .catch(() => undefined);
  }

  #hold(key: IdempotencyKey): void {
    this.#held.set(nameOf(key), key);
    this.#renewal ??= setInterval(() => void this.#renew(), this.leaseMs / 4).unref();
  }

  /** What we let go of without ending it has our name in its row yet. */
  async #renew(): Promise<void> {
    const held = [...this.#held.values()];
    await this.database
      .ofOperator(({ client }) =>
        client.query({
          name: 'idempotency-renew',
          text: `update idempotency_keys set lease_until = clock_timestamp() + make_interval(secs => $2)
            where owner = $1 and (tenant, operation, key) in (select * from unnest($3::text[], $4::text[], $5::text[]))`,
          values: [
            this.#owner,
            this.leaseMs / 1000,
            held.map(({ tenant }) => tenant),
            held.map(({ operation }) => operation),
            held.map(({ key }) => key),
          ],
        }),
      )
      // Several may fail before a lease ends.
      .catch(() => undefined);
  }

  #cleanSometimes(): void {
    if (Date.now() - this.#cleanedAt < cleanEveryMs) return;
    this.#cleanedAt = Date.now();
    this.database
      .ofOperator(({ client }) =>
        client.query(
          `delete from idempotency_keys where (tenant, operation, key) in (
             select tenant, operation, key from idempotency_keys
             where created_at < now() - make_interval(hours => $1) and lease_until < now() limit $2)`,
          [keptHours, cleanedAtOnce],
        ),
      )
      // Another time, then.
      .catch(() => undefined);
  }
}

const nameOf = ({ tenant, operation, key }: IdempotencyKey) => JSON.stringify([tenant, operation, key]);
