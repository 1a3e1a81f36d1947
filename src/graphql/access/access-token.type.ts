import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Scope } from '../../access/scopes.js';
import { ScopeEnum } from '../enums/scope.enum.js';

@ObjectType('AccessToken', {
  description: 'A token of this server: what may be known of it. The token itself is shown once, when it is made.',
  simpleResolvers: true,
})
export class AccessTokenType {
  @Field(() => ID, { description: 'For `revokeToken`.' })
  id!: string;

  @Field(() => String, { description: 'To tell it from others.' })
  name!: string;

  @Field(() => String, { description: 'What stands between the first two underscores of the token: no secret.' })
  prefix!: string;

  @Field(() => [ScopeEnum], { description: 'What it may do.' })
  scopes!: readonly Scope[];

  @Field(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it ends; null where it does not.' })
  expiresAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was last used, to within some seconds.' })
  lastUsedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was revoked; null where it was not.' })
  revokedAt!: Date | null;
}
