import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('Tenant', {
  description: 'A customer of this server; everything stored belongs to one.',
  simpleResolvers: true,
})
export class TenantType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => GraphQLDateTime, { description: 'Since when there is one.' })
  createdAt!: Date;
}
