import { Field, Float, InputType } from 'type-graphql';
import type { MetricKind } from '../../optimization/scoring/metric-input.js';
import { MetricKindEnum } from '../enums/metric-kind.enum.js';

@InputType('MetricInput', { description: 'What makes an answer good; each kind reads only the fields that it names.' })
export class MetricInput {
  @Field(() => MetricKindEnum, { description: 'How an output is scored.' })
  kind!: MetricKind;

  @Field(() => [String], {
    nullable: true,
    description: 'Paths into a JSON answer, for JSON_FIELDS; each counts alike.',
  })
  fields?: string[];

  @Field(() => String, { nullable: true, description: 'For REGEX: an RE2 expression, searched for in the answer.' })
  pattern?: string;

  @Field(() => Float, {
    nullable: true,
    description: 'For numbers: the largest difference that still counts as right.',
  })
  tolerance?: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether upper and lower case differ; false where left out.' })
  caseSensitive?: boolean;
}
