import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import type { JsonObject } from '../../sdk/index.js';
import { SecretScalar } from '../scalars/secret.scalar.js';

@InputType('AddCredentialInput', { description: 'A key to keep for one provider, sealed and bound to one origin.' })
export class AddCredentialInput {
  @Field(() => ID, { description: 'The provider that it is for.' })
  provider!: string;

  @Field(() => SecretScalar, { nullable: true, description: 'The key; without surrounding space or line breaks.' })
  apiKey?: string;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description:
      'Other fields that the provider asks for, by the names in `Provider.credentialFields`. Those that are secret are sealed as the key is; texts are accepted only in variables.',
  })
  fields?: JsonObject;

  @Field(() => String, {
    nullable: true,
    description: "Another address than the provider's own, where it may be changed.",
  })
  baseUrl?: string;

  @Field(() => String, { nullable: true, description: 'To tell it from others.' })
  name?: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Whether calls to this provider that name no credential use it.',
  })
  makeDefault?: boolean;
}
