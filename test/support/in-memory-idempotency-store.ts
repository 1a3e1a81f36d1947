import type { IdempotencyKey, IdempotencyState, IdempotencyStore } from '../../src/calls/idempotency-store.js';
import type { JsonValue } from '../../src/sdk/index.js';

export class InMemoryIdempotencyStore implements IdempotencyStore {
  readonly rows = new Map<string, { inputHash: string; leasedUntil: number; result?: JsonValue }>();

  async begin(key: IdempotencyKey, inputHash: string, leaseMs: number): Promise<IdempotencyState> {
    const id = JSON.stringify([key.tenant, key.operation, key.key]);
    const row = this.rows.get(id);
    if (row && row.inputHash !== inputHash) return { kind: 'mismatch' };
    if (row?.result !== undefined) return { kind: 'done', result: row.result };
    if (row && row.leasedUntil > Date.now()) return { kind: 'running' };
    this.rows.set(id, { inputHash, leasedUntil: Date.now() + leaseMs });
    return { kind: 'first' };
  }

  async finish(key: IdempotencyKey, result: JsonValue): Promise<void> {
    const row = this.rows.get(JSON.stringify([key.tenant, key.operation, key.key]));
    // As a database gives it back.
    if (row) row.result = JSON.parse(JSON.stringify(result)) as JsonValue;
  }

  async abandon(key: IdempotencyKey): Promise<void> {
    this.rows.delete(JSON.stringify([key.tenant, key.operation, key.key]));
  }
}
