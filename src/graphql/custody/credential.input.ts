import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import type { JsonObject } from '../../sdk/index.js';
import { SecretScalar } from '../scalars/secret.scalar.js';

@InputType('CredentialInput', {
  description:
    'Either `id`, a stored credential; or `provider` with `apiKey`, `fields` or, for a keyless local server, `baseUrl` alone: used for this call or run, and no longer.',
})
export class CredentialInput {
  @Field(() => ID, { nullable: true, description: 'Of a stored credential.' })
  id?: string;

  @Field(() => ID, { nullable: true, description: 'The provider that the key is for.' })
  provider?: string;

  @Field(() => SecretScalar, { nullable: true, description: 'The key.' })
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
}
