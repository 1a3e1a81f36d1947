import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { JsonValue } from '../../sdk/index.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';

@ObjectType('LearnedFact', {
  description: "What a provider's refusal taught of a model, for the credential that it was given to.",
  simpleResolvers: true,
})
export class LearnedFactType {
  @Field(() => ModelRefScalar, { description: 'The model.' })
  model!: string;

  @Field(() => String, { description: 'What it is about, as in `facts` of the model.' })
  name!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What is known of it.' })
  value?: JsonValue;

  @Field(() => GraphQLDateTime, { description: 'When it was learned; it counts for 30 days.' })
  asOf!: Date;
}
