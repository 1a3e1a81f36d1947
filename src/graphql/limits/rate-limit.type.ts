import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { LimitScope, LimitSetter } from '../../calls/limits/rate-limit.js';
import { LimitScopeEnum } from '../enums/limit-scope.enum.js';
import { LimitSetterEnum } from '../enums/limit-setter.enum.js';

@ObjectType('RateLimit', {
  description:
    'How much calls may take, over all replicas of the server. Every limit that counts a call holds for it: whatever others allow, none is passed. A call at a limit waits up to 10 seconds in a fair queue, and then fails with RATE_LIMITED, with `limit` (`tenant`, `credential` or `provider`) and `retryAfterMs` in `extensions.details`; optimizations wait as long as it takes.',
  simpleResolvers: true,
})
export class RateLimitType {
  @Field(() => ID, { description: 'For `removeRateLimit`.' })
  id!: string;

  @Field(() => LimitScopeEnum, { description: 'Which calls it counts.' })
  scope!: LimitScope;

  @Field(() => LimitSetterEnum, { description: 'Whose it is.' })
  setBy!: LimitSetter;

  @Field(() => Int, {
    nullable: true,
    description: 'Requests that reach a provider in any 60 seconds, retries included.',
  })
  requestsPerMinute!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Tokens in any 60 seconds, input and output together. A call counts with all that it may come to (its input and its longest answer) until it has ended, and one that alone may come to more than the limit counts as the whole limit.',
  })
  tokensPerMinute!: number | null;

  @Field(() => Int, { nullable: true, description: 'Requests under way at once.' })
  maxConcurrency!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Requests left now; what replicas were handed and have not used yet counts as taken.',
  })
  requestsLeft!: number | null;

  @Field(() => Int, { nullable: true, description: 'Tokens left now, in the same way.' })
  tokensLeft!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Requests under way, to within a second; null where `maxConcurrency` is not set.',
  })
  inFlight!: number | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Until when these calls wait because the provider asked them to slow down.',
  })
  pausedUntil!: Date | null;
}
