import { Field, ID, InputType } from 'type-graphql';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';

@InputType('SetAliasInput', { description: 'A name, and what it stands for from now on.' })
export class SetAliasInput {
  @Field(() => String, {
    description:
      '1 to 64 letters, digits, dots, dashes and underscores, a letter or digit first. A name in use gets a new meaning.',
  })
  name!: string;

  @Field(() => ModelRefScalar, { description: 'The model; not an alias.' })
  model!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "The stored credential that pays where a request names none; the tenant's default for the provider where left out.",
  })
  credential?: string;
}
