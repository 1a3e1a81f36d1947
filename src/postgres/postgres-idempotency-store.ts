import type pg from 'pg';
import type { IdempotencyKey, IdempotencyState, IdempotencyStore } from '../calls/idempotency-store.js';
import type { JsonValue } from '../sdk/index.js';
import type { Database } from './open-database.js';
import { storedText } from './stored-text.js';

const keptHours = 48;
const cleanEveryMs = 10 * 60_000;
const cleanedAtOnce = 5_000;

export class PostgresIdempotencyStore implements IdempotencyStore {
  #cleanedAt = 0;

  constructor(private readonly database: Database) {}

  async begin(key: IdempotencyKey, inputHash: string, leaseMs: number): Promise<IdempotencyState> {
    storedText(key.key, 'idempotency key');
    this.#cleanSometimes();
    // A row that vanishes between the two statements (abandoned, forgotten) is begun again.
    for (;;) {
      const state = await this.database.ofTenant(key.tenant, ({ client }) =>
        this.#look(client, key, inputHash, leaseMs),
      );
      if (state !== undefined) return state;
    }
  }

  async #look(
    client: pg.ClientBase,
    key: IdempotencyKey,
    inputHash: string,
    leaseMs: number,
  ): Promise<IdempotencyState | undefined> {
    const first = await client.query({
      name: 'idempotency-begin',
      text: `
          insert into idempotency_keys as i (tenant, operation, key, input_hash, lease_until)
          values ($1, $2, $3, $4, now() + make_interval(secs => $5))
          on conflict (tenant, operation, key) do update set lease_until = excluded.lease_until
            where i.result is null and i.lease_until <= now() and i.input_hash = excluded.input_hash`,
      values: [key.tenant, key.operation, key.key, inputHash, leaseMs / 1000],
    });
    if (first.rowCount === 1) return { kind: 'first' };
    const { rows } = await client.query<{ hash: string; done: boolean; result: JsonValue }>({
      name: 'idempotency-look',
      text: `
          select input_hash as hash, result is not null as done, result from idempotency_keys
          where tenant = $1 and operation = $2 and key = $3`,
      values: [key.tenant, key.operation, key.key],
    });
    const found = rows[0];
    if (!found) return undefined;
    if (found.hash !== inputHash) return { kind: 'mismatch' };
    return found.done ? { kind: 'done', result: found.result } : { kind: 'running' };
  }

  /** The first result stays, also where an expired first comes back late. */
  async finish({ tenant, operation, key }: IdempotencyKey, result: JsonValue): Promise<void> {
    await this.database.ofTenant(tenant, ({ client }) =>
      client.query({
        name: 'idempotency-finish',
        text: `update idempotency_keys set result = $4
          where tenant = $1 and operation = $2 and key = $3 and result is null`,
        values: [tenant, operation, key, JSON.stringify(result)],
      }),
    );
  }

  async abandon({ tenant, operation, key }: IdempotencyKey): Promise<void> {
    await this.database.ofTenant(tenant, ({ client }) =>
      client.query(
        'delete from idempotency_keys where tenant = $1 and operation = $2 and key = $3 and result is null',
        [tenant, operation, key],
      ),
    );
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
