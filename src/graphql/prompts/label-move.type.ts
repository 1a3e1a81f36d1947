import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../paging/connection-type.js';

@ObjectType('LabelMove', { description: 'A label that was put on another version of a prompt.', simpleResolvers: true })
export class LabelMoveType {
  @Field(() => String, { description: 'The label.' })
  label!: string;

  @Field(() => Int, { nullable: true, description: 'The version that it was put on; null where it was taken off.' })
  version?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that bore it before: give it to `setPromptLabel` to roll back. Null where none did.',
  })
  previousVersion?: number;

  @Field(() => GraphQLDateTime, { description: 'When it was moved.' })
  movedAt!: Date;
}

export const LabelMoveConnectionType = connectionType('LabelMove', 'moves', LabelMoveType);
