import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';

@ObjectType('CredentialCheck', { description: 'What the provider said to a key.', simpleResolvers: true })
export class CredentialCheckType {
  @Field(() => Boolean, { description: 'Whether it takes the key.' })
  ok!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Why the call failed, by the table of error codes: CREDENTIAL_INVALID, QUOTA_EXHAUSTED, PROVIDER_UNREACHABLE ... Null where it was answered; set beside `ok` where the provider took the key and refused the rest.',
  })
  errorCode!: string | null;

  @Field(() => GraphQLDateTime, { description: 'When.' })
  checkedAt!: Date;
}
