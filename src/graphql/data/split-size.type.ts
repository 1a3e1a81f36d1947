import { Field, Int, ObjectType } from 'type-graphql';
import type { Split } from '../../datasets/dataset-store.js';
import { SplitEnum } from '../enums/split.enum.js';

@ObjectType('SplitSize', { description: 'How many examples are pinned to a split.', simpleResolvers: true })
export class SplitSizeType {
  @Field(() => SplitEnum, { description: 'The split.' })
  split!: Split;

  @Field(() => Int, { description: 'Examples pinned to it.' })
  size!: number;
}
