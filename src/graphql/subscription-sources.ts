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
  /** The id of the token that it was asked for with. */
  readonly token: string | undefined;
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

  /** By whose ids subscriptions are open. */
  tokens(): readonly string[] {
    return [...new Set([...this.#open].flatMap(({ token }) => token ?? []))];
  }

  get size(): number {
    return this.#open.size;
  }

  /** Tells the readers of all that match that it is over, or why. */
  end(which: { readonly kind?: Kind; readonly token?: string }, why?: Error): void {
    for (const { kind, token, ending } of this.#open) {
      if ((which.kind ?? kind) === kind && (which.token ?? token) === token) ending.abort(why);
    }
  }

  #opened<T>(kind: Kind, caller: Caller, start: (signal: AbortSignal) => AsyncGenerator<T>): AsyncGenerator<T> {
    const open = { kind, token: caller.token?.id, ending: new AbortController() };
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
