import { Field, ID, ObjectType } from 'type-graphql';
import { PluginSourceEnum, type PluginSource } from '../enums/plugin-source.enum.js';
import { CredentialFieldType } from './credential-field.type.js';

@ObjectType('Provider', {
  description: 'An LLM service that this server can talk to, through a plugin.',
  simpleResolvers: true,
})
export class ProviderType {
  @Field(() => ID, { description: 'The part of a ModelRef before the first slash.' })
  id!: string;

  @Field(() => String, { description: 'What people call it.' })
  name!: string;

  @Field(() => String, { description: "The plugin's own version." })
  version!: string;

  @Field(() => String, { nullable: true, description: 'What it is, in a sentence or two.' })
  description?: string;

  @Field(() => PluginSourceEnum, { description: 'Where its plugin was found.' })
  source!: PluginSource;

  @Field(() => Boolean, {
    description:
      'True where its plugin came with the server, or the operator pinned its version and its files; false where it was loaded unpinned, which is for development.',
  })
  pinned!: boolean;

  @Field(() => String, { nullable: true, description: "Its documentation, or its plugin's." })
  homepage?: string;

  @Field(() => [CredentialFieldType], { description: 'What a credential for it consists of; never a value.' })
  credentialFields!: readonly CredentialFieldType[];

  @Field(() => Boolean, { description: 'False for providers that need no credential at all.' })
  credentialRequired!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Where requests go when a credential names no other place. A name in braces stands for that field of the credential.',
  })
  baseUrl?: string;

  @Field(() => Boolean, { description: 'Whether a credential may name another base URL.' })
  baseUrlCustomizable!: boolean;
}
