import { Field, ObjectType } from 'type-graphql';

@ObjectType('CredentialField', {
  description: 'One thing that a credential for a provider consists of; never a value.',
  simpleResolvers: true,
})
export class CredentialFieldType {
  @Field(() => String, { description: 'Its name in `fields`; `apiKey` is the key itself.' })
  name!: string;

  @Field(() => String, { description: 'For a form.' })
  label!: string;

  @Field(() => Boolean, { description: 'Whether it is kept sealed and never shown.' })
  secret!: boolean;

  @Field(() => Boolean, { description: 'Whether a credential lacks something without it.' })
  required!: boolean;

  @Field(() => String, { nullable: true, description: 'Where to find it, or what it is for.' })
  description?: string;
}
