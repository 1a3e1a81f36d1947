import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../paging/connection-type.js';
import { SplitSizeType } from './split-size.type.js';

@ObjectType('Dataset', {
  description: 'Stored examples. It can grow; an optimization works on those that it had when it began.',
  simpleResolvers: true,
})
export class DatasetType {
  @Field(() => ID, { description: 'For `DatasetInput.id`.' })
  id!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Int, { description: 'Of those of its name, from 1: each `createDataset` makes the next.' })
  version!: number;

  @Field(() => Int, { description: 'How many examples it has.' })
  size!: number;

  @Field(() => [SplitSizeType], { description: 'How many examples are pinned to each split.' })
  splits!: readonly SplitSizeType[];

  @Field(() => Int, {
    description:
      'How often an example was given that was there already: inputs, answer and split alike. Stored once, and counted for a piece that was sent twice too.',
  })
  duplicates!: number;

  @Field(() => GraphQLDateTime, { description: 'When it was created.' })
  createdAt!: Date;
}

export const DatasetConnectionType = connectionType('Dataset', 'datasets', DatasetType);
