import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { JudgeAgreement } from '../../optimization/scoring/judge/judge-agreement.js';

@ObjectType('JudgeAgreement', {
  description: 'How far a judge agrees with the people who graded the same answers.',
  simpleResolvers: true,
})
export class JudgeAgreementType implements JudgeAgreement {
  @Field(() => String, { description: 'The model that judges.' })
  judge!: string;

  @Field(() => Int, { description: 'Graded answers that the judge scored too.' })
  examples!: number;

  @Field(() => Int, { description: 'Graded answers for which the judge gave no score.' })
  unscored!: number;

  @Field(() => Float, {
    description:
      'Between the score that the run uses and the grade, 0 to 1; where the judge is corrected, of each answer by a line fitted without it.',
  })
  meanAbsoluteDifference!: number;

  @Field(() => Float, {
    nullable: true,
    description: "Spearman's rank correlation, -1 to 1; null where either side scores everything alike.",
  })
  spearman?: number;

  @Field(() => Float, {
    nullable: true,
    description: "Cohen's kappa, -1 to 1, where people gave 0 or 1 only and the judge's 0.5 or more counts as 1.",
  })
  kappa?: number;

  @Field(() => Boolean, { description: 'Whether its scores are corrected by a line fitted to the grades.' })
  calibrated!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Set where it agrees too little to be relied upon: kappa under 0.4, without one a rank correlation under 0.5, or a mean difference over 0.25.',
  })
  warning?: string;
}
