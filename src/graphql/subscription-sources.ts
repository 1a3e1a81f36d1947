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

/** Where subscriptions' events come from; a client who leaves is let go at once, and what was begun goes on. */
@injectable()
export class SubscriptionSources {
  constructor(
    @inject(storeTokens.optimizations) private readonly optimizations: OptimizationStore,
    private readonly generate: Generate,
  ) {}

  optimization(caller: Caller, id: string, after: string | undefined): AsyncGenerator<FollowedEvent> {
    return letGoAtOnce((signal) => followOptimization(this.optimizations, caller.tenant.id, id, after, signal));
  }

  generation(caller: Caller, input: GenerateInput): AsyncGenerator<GenerationEventType> {
    return letGoAtOnce(() => generationEvents(this.generate.stream(caller, input)));
  }
}
