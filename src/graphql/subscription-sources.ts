import { inject, injectable } from 'tsyringe';
import type { OptimizationStore } from '../optimization/optimization-store.js';
import type { Caller } from '../use-cases/caller.js';
import { Generate } from '../use-cases/generate.js';
import type { GenerateInput } from '../use-cases/generate-input.js';
import { generationEvents } from './generation/generation-events.js';
import type { GenerationEventType } from './generation/generation-event.type.js';
import { letGoAtOnce } from './let-go-at-once.js';
import { followOptimization, type FollowedEvent } from './optimization/follow-optimization.js';
import { storeTokens } from './store-tokens.js';

type Kind = 'optimization' | 'generation';
interface Open {
  readonly kind: Kind;
  readonly tenant: string;
  readonly ending: AbortController;
}

/** Where subscriptions' events come from; a client who leaves is let go at once, and what was begun goes on. */
@injectable()
export class SubscriptionSources {
  readonly #open = new Set<Open>();

  constructor(
    @inject(storeTokens.optimizations) private readonly optimizations: OptimizationStore,
    private readonly generate: Generate,
  ) {}

  optimization(caller: Caller, id: string, after: string | undefined): AsyncGenerator<FollowedEvent> {
    return this.#opened('optimization', caller, (signal) =>
      followOptimization(this.optimizations, caller.tenant.id, id, after, signal),
    );
  }

  generation(caller: Caller, input: GenerateInput): AsyncGenerator<GenerationEventType> {
    return this.#opened('generation', caller, () => generationEvents(this.generate.stream(caller, input)));
  }

  /** Whose subscriptions are open. */
  tenants(): readonly string[] {
    return [...new Set([...this.#open].map(({ tenant }) => tenant))];
  }

  /** Tells the readers of all that match that it is over, or why. */
  end(which: { readonly kind?: Kind; readonly tenant?: string }, why?: Error): void {
    for (const { kind, tenant, ending } of this.#open) {
      if ((which.kind ?? kind) === kind && (which.tenant ?? tenant) === tenant) ending.abort(why);
    }
  }

  #opened<T>(kind: Kind, caller: Caller, start: (signal: AbortSignal) => AsyncGenerator<T>): AsyncGenerator<T> {
    const open = { kind, tenant: caller.tenant.id, ending: new AbortController() };
    this.#open.add(open);
    const close = () => void this.#open.delete(open);
    return letGoAtOnce((signal) => {
      signal.addEventListener('abort', close, { once: true });
      return closing(start(signal), close);
    }, open.ending.signal);
  }
}

async function* closing<T>(events: AsyncGenerator<T>, close: () => void): AsyncGenerator<T> {
  try {
    yield* events;
  } finally {
    close();
  }
}
