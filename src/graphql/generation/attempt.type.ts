import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Float, ObjectType } from 'type-graphql';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { AdaptationType } from './adaptation.type.js';

@ObjectType('Attempt', { description: 'One physical request to a provider.', simpleResolvers: true })
export class AttemptType {
  @Field(() => ModelRefScalar, { description: 'The model asked.' })
  model!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why it failed, by the table of error codes; null where it did not.',
  })
  errorCode?: string;

  @Field(() => [AdaptationType], { description: 'What was changed for it.' })
  adaptations!: readonly AdaptationType[];

  @Field(() => GraphQLDateTime, { description: 'When it was sent.' })
  startedAt!: Date;

  @Field(() => Float, { description: 'Milliseconds until it was answered or given up.' })
  totalMs!: number;
}
