import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import type { Scope } from '../../access/scopes.js';
import { ScopeEnum } from '../enums/scope.enum.js';

@InputType('CreateTokenInput', { description: 'A token to make.' })
export class CreateTokenInput {
  @Field(() => String, { description: 'To tell it from others, 1 to 100 characters.' })
  name!: string;

  @Field(() => [ScopeEnum], { description: 'What it may do; only what the token that makes it may do too.' })
  scopes!: Scope[];

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it ends; never where left out.' })
  expiresAt?: Date;

  @Field(() => ID, { nullable: true, description: 'For the operator: the tenant to make it for.' })
  tenant?: string;
}
