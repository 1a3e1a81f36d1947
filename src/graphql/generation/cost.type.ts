import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType('Cost', {
  description: 'US dollars. `platform` is what the operator paid for inference: always 0.',
  simpleResolvers: true,
})
export class CostType {
  @Field(() => Float, { description: 'For input tokens.' })
  input!: number;

  @Field(() => Float, { description: 'For output tokens.' })
  output!: number;

  @Field(() => Float, { description: 'Both, billed to the customer by the provider.' })
  total!: number;

  @Field(() => Float, { description: 'What the operator of this server paid for inference: always 0.' })
  platform!: number;
}
