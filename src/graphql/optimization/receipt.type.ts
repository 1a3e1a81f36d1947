import { Field, ObjectType } from 'type-graphql';
import { SavingsType } from './savings.type.js';
import { SpendRowType } from './spend-row.type.js';
import { SpendType } from './spend.type.js';

@ObjectType('Receipt', {
  description: 'What an optimization was paid for, and what it did not have to buy.',
  simpleResolvers: true,
})
export class ReceiptType {
  @Field(() => [SpendRowType], {
    description:
      'By model and purpose: evaluating candidates (TASK), writing them (PROPOSAL), judging answers (JUDGE), the final test (TEST).',
  })
  rows!: SpendRowType[];

  @Field(() => SpendType, { description: 'The sum of the rows.' })
  total!: SpendType;

  @Field(() => SavingsType, { description: 'What it did not have to buy.' })
  saved!: SavingsType;
}
