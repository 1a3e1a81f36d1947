import { Field, Int, ObjectType } from 'type-graphql';
import { AdaptationType } from '../generation/adaptation.type.js';

@ObjectType('AdaptationCount', { description: 'A kind of adaptation met during a run.', simpleResolvers: true })
export class AdaptationCountType {
  @Field(() => AdaptationType, { description: 'One of them.' })
  adaptation!: AdaptationType;

  @Field(() => Int, { description: 'How often it was met.' })
  count!: number;
}
