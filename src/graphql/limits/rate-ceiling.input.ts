import { Field, Int, InputType } from 'type-graphql';

@InputType('RateCeilingInput', { description: 'How much all calls of a tenant may take; at least one limit.' })
export class RateCeilingInput {
  @Field(() => Int, {
    nullable: true,
    description: 'Requests in any 60 seconds, retries included: 1 to 1,000,000; none where left out.',
  })
  requestsPerMinute?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Tokens in any 60 seconds, input and output together: 1 to 1,000,000,000; none where left out.',
  })
  tokensPerMinute?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Requests under way at once: 1 to 10,000; none where left out.',
  })
  maxConcurrency?: number;
}
