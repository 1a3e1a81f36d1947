import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';

@ObjectType('OptimizationReason', {
  description: 'Why an optimization failed or stopped early.',
  simpleResolvers: true,
})
export class OptimizationReasonType {
  @Field(() => String, { description: 'By the table of error codes.' })
  code!: string;

  @Field(() => String, { description: 'For a person.' })
  message!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it will be tried again, if it will.' })
  retryAt?: string;
}
