import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';
import type { JsonObject } from '../../sdk/index.js';
import { SecretScalar } from '../scalars/secret.scalar.js';

@InputType('RotateCredentialInput', {
  description:
    'What stands in the place of a stored key from now on. The key is always given, also where only the address changes: a key goes only where it was registered for.',
})
export class RotateCredentialInput {
  @Field(() => SecretScalar, { nullable: true, description: 'The key.' })
  apiKey?: string;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description:
      'Other fields that the provider asks for, by name; those that are not secret stay where left out. Texts are accepted only in variables.',
  })
  fields?: JsonObject;

  @Field(() => String, { nullable: true, description: 'Another address; the same as before where left out.' })
  baseUrl?: string;
}
