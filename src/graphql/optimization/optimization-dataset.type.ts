import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('OptimizationDataset', {
  description: 'The stored dataset that an optimization works on, as it was when it was asked for.',
  simpleResolvers: true,
})
export class OptimizationDatasetType {
  @Field(() => ID, { description: 'Of the dataset, which may have grown or be gone.' })
  id!: string;

  @Field(() => Int, { description: 'How many examples it had.' })
  size!: number;
}
