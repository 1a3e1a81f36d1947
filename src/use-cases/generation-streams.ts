import { ByomError, type CompletionDelta } from '../sdk/index.js';
import type { Generation, GenerationEvent } from './generation.js';

/** More at once than one tenant can need. */
const mostOfTenant = 1_000;

/** A generation under way: what has come of it so far, and whoever follows. It goes on when nobody does. */
export class LiveGeneration {
  readonly #deltas: CompletionDelta[] = [];
  #outcome: { readonly generation: Generation } | { readonly error: unknown } | undefined;
  #changed = signal();

  constructor(readonly inputHash: string) {}

  push(delta: CompletionDelta): void {
    this.#deltas.push(delta);
    this.#notify();
  }

  /** Follows from the first delta to the end. */
  async *follow(): AsyncGenerator<GenerationEvent, void, void> {
    for (let at = 0; ;) {
      while (at < this.#deltas.length) yield { delta: this.#deltas[at++]! };
      if (!this.#outcome) await this.#changed.promise;
      else if ('error' in this.#outcome) throw this.#outcome.error;
      else return yield { generation: this.#outcome.generation };
    }
  }

  end(work: Promise<Generation>): Promise<void> {
    return work
      .then(
        (generation) => (this.#outcome = { generation }),
        (error: unknown) => (this.#outcome = { error }),
      )
      .then(() => this.#notify());
  }

  #notify(): void {
    const { resolve } = this.#changed;
    this.#changed = signal();
    resolve();
  }
}

/** The streamed generations that this process is making, by tenant and idempotency key. */
export class GenerationStreams {
  #idle: (() => void) | undefined;
  readonly #live = new Map<string, LiveGeneration>();
  readonly #ofTenant = new Map<string, number>();

  /**
   * The one under way with this key, or else a new one, which `work` makes, telling each delta as it comes. It leaves
   * this registry when it is done: its result is then where `work` stored it.
   */
  attach(
    tenant: string,
    idempotencyKey: string,
    inputHash: string,
    work: (onDelta: (delta: CompletionDelta) => void) => Promise<Generation>,
  ): LiveGeneration {
    const key = JSON.stringify([tenant, idempotencyKey]);
    const former = this.#live.get(key);
    if (former) {
      if (former.inputHash === inputHash) return former;
      throw new ByomError('IDEMPOTENCY_MISMATCH', 'This idempotencyKey was used with another input.');
    }
    const underWay = this.#ofTenant.get(tenant) ?? 0;
    if (underWay >= mostOfTenant) throw new ByomError('OVERLOADED', 'Too many streamed generations are under way.');
    const live = new LiveGeneration(inputHash);
    this.#live.set(key, live);
    this.#ofTenant.set(tenant, underWay + 1);
    void live.end(work((delta) => live.push(delta))).finally(() => {
      this.#live.delete(key);
      const left = this.#ofTenant.get(tenant)! - 1;
      if (left > 0) this.#ofTenant.set(tenant, left);
      else this.#ofTenant.delete(tenant);
      if (this.#live.size === 0) this.#idle?.();
    });
    return live;
  }

  /** Waits for what is under way, at most so long. */
  async drain(mostMs: number): Promise<void> {
    if (this.#live.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, mostMs);
      this.#idle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function signal(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
