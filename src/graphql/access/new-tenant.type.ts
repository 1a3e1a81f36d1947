import { Field, ObjectType } from 'type-graphql';
import { TenantType } from '../custody/tenant.type.js';

@ObjectType('NewTenant', { description: 'A tenant that was just made.', simpleResolvers: true })
export class NewTenantType {
  @Field(() => TenantType, { description: 'The tenant.' })
  tenant!: TenantType;

  @Field(() => String, { description: "Its first token, with all of a tenant's scopes, shown this once." })
  token!: string;
}
