import { Field, Float, InputType, Int } from 'type-graphql';
import type { LengthUnit, MetricKind } from '../../optimization/scoring/metric-input.js';
import { LengthUnitEnum } from '../enums/length-unit.enum.js';
import { MetricKindEnum } from '../enums/metric-kind.enum.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { SecretScalar } from '../scalars/secret.scalar.js';
import { GradedAnswerInput } from './graded-answer.input.js';

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

  @Field(() => Int, { nullable: true, description: 'For LENGTH: the longest that still scores 1.' })
  most?: number;

  @Field(() => LengthUnitEnum, { nullable: true, description: 'For LENGTH; CHARACTERS where left out.' })
  unit?: LengthUnit;

  @Field(() => Float, {
    nullable: true,
    description: 'For COST: the most US dollars for one answer that still score 1.',
  })
  maxUsd?: number;

  @Field(() => [MetricPartInput], {
    nullable: true,
    description: 'For COMPOSITE: 1 to 10 parts, some of which may be COMPOSITE again, two deep at most.',
  })
  parts?: MetricPartInput[];

  @Field(() => String, {
    nullable: true,
    description: 'For LLM_JUDGE: what a good answer is, and what is worth how much. At most 10,000 characters.',
  })
  rubric?: string;

  @Field(() => ModelRefScalar, {
    nullable: true,
    description: 'For LLM_JUDGE: the model that judges; it may be the one that is judged.',
  })
  judge?: string;

  @Field(() => [GradedAnswerInput], {
    nullable: true,
    description:
      'For LLM_JUDGE: at most 50 answers that people have graded. The judge scores them first, and how far it agrees is reported in `judgeAgreement`; from 10 of them on, its scores are corrected by a line fitted to the grades where that helps.',
  })
  graded?: GradedAnswerInput[];

  @Field(() => String, {
    nullable: true,
    description: 'For WEBHOOK: where to post to. Redirects are refused, and addresses that are not public.',
  })
  url?: string;

  @Field(() => SecretScalar, {
    nullable: true,
    description:
      'For WEBHOOK: at least 16 characters that you and we alone know. Each post then has the header `X-BYOM-Signature: t=SECONDS,v1=HEX`, where HEX is the HMAC-SHA256, by this secret, of SECONDS, a full stop and the body as sent. Sealed for the run, and destroyed at its end.',
  })
  secret?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'For CODE: JavaScript of at most 20,000 characters that comes to a function, or declares one named `score`, such as `({ inputs, expected, output }) => output.includes(expected) ? 1 : { score: 0, feedback: "does not name it" }`. `expected` is null where the example has none; `output` is the answer as text. It is tried on the first example before anything is paid for. An answer over which it throws goes without a score; where most do, the run ends with what it found.',
  })
  code?: string;
}

@InputType('MetricPartInput', { description: 'One of several metrics that make a score together.' })
export class MetricPartInput {
  @Field(() => Float, { description: 'More than 0; what counts is its share of all weights.' })
  weight!: number;

  @Field(() => MetricInput, { description: 'How this part scores.' })
  metric!: MetricInput;
}
