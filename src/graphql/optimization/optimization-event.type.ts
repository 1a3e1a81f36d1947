import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { OptimizationEventKind } from '../../optimization/optimization-store.js';
import { OptimizationEventKindEnum } from '../enums/optimization-event-kind.enum.js';

@ObjectType('OptimizationEvent', {
  description: '`cursor` goes into `after` to resume a broken subscription without a gap.',
  simpleResolvers: true,
})
export class OptimizationEventType {
  @Field(() => String, { description: 'Its place among the events of this optimization.' })
  cursor!: string;

  @Field(() => OptimizationEventKindEnum, { description: 'What happened.' })
  kind!: OptimizationEventKind;

  @Field(() => String, { nullable: true, description: 'In words.' })
  message?: string;

  @Field(() => GraphQLDateTime, { description: 'When it happened.' })
  at!: Date;
}
