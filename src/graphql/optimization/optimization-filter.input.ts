import { Field, InputType } from 'type-graphql';
import type { OptimizationRecord, OptimizationStatus } from '../../optimization/optimization-store.js';
import { OptimizationKindEnum } from '../enums/optimization-kind.enum.js';
import { OptimizationStatusEnum } from '../enums/optimization-status.enum.js';

@InputType('OptimizationFilter', { description: 'Which optimizations to list: those that meet every condition given.' })
export class OptimizationFilterInput {
  @Field(() => [OptimizationStatusEnum], { nullable: true, description: 'In one of these states.' })
  status?: OptimizationStatus[];

  @Field(() => [OptimizationKindEnum], { nullable: true, description: 'Of one of these kinds.' })
  kind?: OptimizationRecord['kind'][];
}
