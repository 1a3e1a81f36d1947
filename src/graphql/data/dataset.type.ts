import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../paging/connection-type.js';
import { SplitSizeType } from './split-size.type.js';

@ObjectType('Dataset', { description: 'Stored examples.', simpleResolvers: true })
export class DatasetType {
  @Field(() => ID, { description: 'For `DatasetInput.id`.' })
  id!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Int, { description: 'Grows with every change, from 1.' })
  version!: number;

  @Field(() => Int, { description: 'How many examples it has.' })
  size!: number;

  @Field(() => [SplitSizeType], { description: 'How many examples are pinned to each split.' })
  splits!: readonly SplitSizeType[];

  @Field(() => GraphQLDateTime, { description: 'When it was created.' })
  createdAt!: Date;
}

export const DatasetConnectionType = connectionType('Dataset', 'datasets', DatasetType);
