import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { OptimizationRecord, OptimizationStatus } from '../../optimization/optimization-store.js';
import { OptimizationKindEnum } from '../enums/optimization-kind.enum.js';
import { OptimizationStatusEnum } from '../enums/optimization-status.enum.js';
import { connectionType } from '../paging/connection-type.js';
import { AdaptationCountType } from './adaptation-count.type.js';
import { JudgeAgreementType } from './judge-agreement.type.js';
import { OptimizationReasonType } from './optimization-reason.type.js';
import { ProgressType } from './progress.type.js';
import { QuoteType } from './quote.type.js';
import { ScoreType } from './score.type.js';

@ObjectType('Optimization', {
  description: "A durable run that looks for better candidates on the customer's key, within a budget.",
  simpleResolvers: true,
})
export class OptimizationType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => OptimizationKindEnum, { description: 'What it looks for.' })
  kind!: OptimizationRecord['kind'];

  @Field(() => OptimizationStatusEnum, { description: 'Where it stands.' })
  status!: OptimizationStatus;

  @Field(() => OptimizationReasonType, {
    nullable: true,
    description: 'Why it is paused, failed or stopped early; null where it was paused on request.',
  })
  reason?: OptimizationReasonType;

  @Field(() => ProgressType, { description: 'How far it has come.' })
  progress!: ProgressType;

  @Field(() => QuoteType, { description: 'Made before the first call.' })
  quote!: QuoteType;

  @Field(() => ScoreType, {
    nullable: true,
    description:
      'Of the prompt given, on the test split where there is one, else on the validation split; of an evaluation, its score.',
  })
  baseline?: ScoreType;

  @Field(() => [AdaptationCountType], { description: 'Kinds of adaptation met during the run, with how often.' })
  adaptations!: readonly AdaptationCountType[];

  @Field(() => [JudgeAgreementType], {
    nullable: true,
    description:
      'One for each judge of its metric that was given graded answers; null before they were scored, or where none were given.',
  })
  judgeAgreement?: readonly JudgeAgreementType[];

  @Field(() => GraphQLDateTime, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it ended.' })
  finishedAt?: Date;
}

export const OptimizationConnectionType = connectionType('Optimization', 'optimizations', OptimizationType);
