import { Field, ID, InputType } from 'type-graphql';
import { SetSpendingCeilingInput } from './set-spending-ceiling.input.js';

@InputType('SetSpendingBudgetInput', {
  description: 'Limits for all that the tenant spends, or for what one stored credential pays: at least one.',
})
export class SetSpendingBudgetInput extends SetSpendingCeilingInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'The stored credential that it is for; for everything where left out, keys given for one call or run included.',
  })
  credential?: string;
}
