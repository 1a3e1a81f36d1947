import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('ParameterCapability', {
  description: 'What a model makes of one uniform parameter.',
  simpleResolvers: true,
})
export class ParameterCapabilityType {
  @Field(() => String, { description: 'Its name in ParametersInput.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether the model takes it at all.' })
  supported!: boolean;

  @Field(() => Float, { nullable: true, description: 'The smallest value taken.' })
  min?: number;

  @Field(() => Float, { nullable: true, description: 'The largest value taken.' })
  max?: number;

  @Field(() => Float, {
    nullable: true,
    description: 'What the provider uses when nothing is said, where it is known.',
  })
  default?: number;

  @Field(() => Float, { nullable: true, description: 'Where only one value is taken.' })
  fixedAt?: number;

  @Field(() => [String], { nullable: true, description: 'Where only these values are taken, as for reasoningEffort.' })
  values?: readonly string[];

  @Field(() => Int, { nullable: true, description: 'For lists: how many.' })
  maxItems?: number;

  @Field(() => [String], { description: 'Parameters that may not be given together with it.' })
  conflictsWith!: readonly string[];

  @Field(() => [String], { description: 'What holds of it in some requests only, in words.' })
  conditions!: readonly string[];
}
