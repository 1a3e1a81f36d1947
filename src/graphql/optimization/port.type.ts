import { Field, Int, ObjectType } from 'type-graphql';
import { AdaptationCountType } from './adaptation-count.type.js';
import { PortBreakType } from './port-break.type.js';
import { ScoreType } from './score.type.js';

@ObjectType('Port', {
  description:
    'What moving a prompt from one model to another breaks, and what became of it. Scores are on the test examples or, without any, on validation examples; `pairedGain` and `pairedP` compare with `source`.',
  simpleResolvers: true,
})
export class PortType {
  @Field(() => Int, { description: 'Training and validation examples that both models answered with the old prompt.' })
  compared!: number;

  @Field(() => Int, { description: 'Of these, those whose score fell by 0.2 or more.' })
  broken!: number;

  @Field(() => [PortBreakType], { description: 'Of those, the worst 100 at most.' })
  breaks!: readonly PortBreakType[];

  @Field(() => [AdaptationCountType], {
    description:
      'Quirks that bite: what has to be changed of the old prompt for the new model and did not for the old one, with how often among up to 50 examples.',
  })
  quirks!: readonly AdaptationCountType[];

  @Field(() => ScoreType, { nullable: true, description: 'Of the old prompt on the old model.' })
  source?: ScoreType;

  @Field(() => ScoreType, { nullable: true, description: 'Of the old prompt on the new model.' })
  moved?: ScoreType;

  @Field(() => ScoreType, {
    nullable: true,
    description: 'Of the new prompt on the new model; null where the old prompt stays.',
  })
  repaired?: ScoreType;

  @Field(() => ScoreType, {
    nullable: true,
    description: 'Of the new prompt on the old model; null where the old prompt stays, or without test examples.',
  })
  repairedOnSource?: ScoreType;
}
