import type { IdempotencyKey, IdempotencyState, IdempotencyStore } from '../../src/calls/idempotency-store.js';
import type { JsonValue } from '../../src/sdk/index.js';

export class InMemoryIdempotencyStore implements IdempotencyStore {
  /** `dead`: its process is taken for dead. */
  readonly rows = new Map<
    string,
    { readonly inputHash: string; readonly call: string; dead?: boolean; result?: JsonValue; inDoubt?: boolean }
  >();

  async begin(key: IdempotencyKey, inputHash: string, call: string): Promise<IdempotencyState> {
    const id = nameOf(key);
    const row = this.rows.get(id);
    if (row && row.inputHash !== inputHash) return { kind: 'mismatch' };
    if (row?.result !== undefined) return { kind: 'done', result: row.result };
    if (row && !row.dead) return { kind: 'running' };
    if (row) {
      row.dead = false;
      return { kind: 'orphaned', call: row.call };
    }
    this.rows.set(id, { inputHash, call });
    return { kind: 'first', call };
  }

  async finish(key: IdempotencyKey, result: JsonValue, inDoubt = false): Promise<void> {
    const row = this.rows.get(nameOf(key));
    if (!row || (row.result !== undefined && (!row.inDoubt || inDoubt))) return;
    // As a database gives it back.
    row.result = JSON.parse(JSON.stringify(result)) as JsonValue;
    row.inDoubt = inDoubt;
  }

  leave(key: IdempotencyKey): void {
    const row = this.rows.get(nameOf(key));
    if (row) row.dead = true;
  }

  async close(): Promise<void> {}

  async abandon(key: IdempotencyKey): Promise<void> {
    if (this.rows.get(nameOf(key))?.result === undefined) this.rows.delete(nameOf(key));
  }
}

const nameOf = ({ tenant, operation, key }: IdempotencyKey) => JSON.stringify([tenant, operation, key]);
