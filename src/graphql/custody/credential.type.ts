import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('Credential', {
  description: "A customer's stored key for one provider: what may be known of it. The key itself is never returned.",
  simpleResolvers: true,
})
export class CredentialType {
  @Field(() => ID, { description: 'For `CredentialInput.id`.' })
  id!: string;

  @Field(() => String, { description: 'To tell it from others.' })
  name!: string;

  @Field(() => String, { description: 'The only origin that this key may be sent to.' })
  origin!: string;

  @Field(() => String, { nullable: true, description: 'The last four characters, of keys of 20 or more.' })
  hint!: string | null;

  @Field(() => String, { description: 'Tells equal keys of one tenant apart from others; reveals nothing.' })
  fingerprint!: string;

  @Field(() => Boolean, { description: 'Whether calls to its provider that name no credential use it.' })
  isDefault!: boolean;

  @Field(() => GraphQLDateTime, { description: 'When it was added.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it last paid for a call, to within some seconds.',
  })
  lastUsedAt!: Date | null;
}
