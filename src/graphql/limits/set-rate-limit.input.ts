import { Field, ID, InputType } from 'type-graphql';
import { RateCeilingInput } from './rate-ceiling.input.js';

@InputType('SetRateLimitInput', {
  description:
    'A limit for calls on a credential, to a provider, or, with neither, for all calls; at least one number. It replaces the one that there is.',
})
export class SetRateLimitInput extends RateCeilingInput {
  @Field(() => ID, { nullable: true, description: 'A stored credential; not beside `provider`.' })
  credential?: string;

  @Field(() => ID, { nullable: true, description: 'A provider; not beside `credential`.' })
  provider?: string;
}
