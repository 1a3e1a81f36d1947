import { Field, ObjectType } from 'type-graphql';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';

@ObjectType('ModelAlias', {
  description:
    "A tenant's own name for a model: `alias:NAME` stands wherever a ModelRef does. What the name means can change with no change in any client.",
  simpleResolvers: true,
})
export class ModelAliasType {
  @Field(() => String, { description: 'Its name, without the `alias:` of a ModelRef.' })
  name!: string;

  @Field(() => ModelRefScalar, { description: 'The model that it stands for now.' })
  model!: string;
}
