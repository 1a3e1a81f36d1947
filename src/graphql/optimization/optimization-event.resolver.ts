import { inject, injectable } from 'tsyringe';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { noSuchOptimization } from '../../optimization/no-such-optimization.js';
import type { OptimizationStore } from '../../optimization/optimization-store.js';
import type { GraphqlContext } from '../graphql-context.js';
import { storeTokens } from '../store-tokens.js';
import { CandidateType } from './candidate.type.js';
import type { FollowedEvent } from './follow-optimization.js';
import { OptimizationEventType } from './optimization-event.type.js';
import { OptimizationType } from './optimization.type.js';
import { toCandidate } from './to-candidate.js';

@injectable()
@Resolver(() => OptimizationEventType)
export class OptimizationEventResolver {
  constructor(@inject(storeTokens.optimizations) private readonly store: OptimizationStore) {}

  @FieldResolver(() => CandidateType, { nullable: true, description: 'The candidate that it is about.' })
  async candidate(@Ctx() { caller }: GraphqlContext, @Root() event: FollowedEvent) {
    if (event.candidate === undefined) return null;
    const [candidate, record] = await Promise.all([
      this.store.candidate(caller.tenant.id, event.optimizationId, event.candidate),
      this.store.find(caller.tenant.id, event.optimizationId),
    ]);
    return candidate && record ? toCandidate(candidate, record) : null;
  }

  @FieldResolver(() => OptimizationType, { description: 'The optimization as it stands now.' })
  async optimization(@Ctx() { caller }: GraphqlContext, @Root() event: FollowedEvent) {
    const record = await this.store.find(caller.tenant.id, event.optimizationId);
    // Deleted while it was followed.
    if (record === undefined) throw noSuchOptimization();
    return record;
  }
}
