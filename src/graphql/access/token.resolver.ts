import { injectable } from 'tsyringe';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { AccessToken } from '../../access/access-store.js';
import type { IssuedToken } from '../../use-cases/issue-token.js';
import { ManageTokens } from '../../use-cases/manage-tokens.js';
import type { GraphqlContext } from '../graphql-context.js';
import { AccessTokenType } from './access-token.type.js';
import { CreateTokenInput } from './create-token.input.js';
import { NewTokenType } from './new-token.type.js';

const otherTenant = 'For the operator: the tenant that it is of.';

@injectable()
@Resolver()
export class TokenResolver {
  constructor(private readonly tokensOf: ManageTokens) {}

  @Query(() => [AccessTokenType], { description: "The tenant's tokens, newest first, those revoked included." })
  tokens(
    @Ctx() { caller }: GraphqlContext,
    @Arg('tenant', () => ID, { nullable: true, description: otherTenant }) tenant: string | undefined,
  ): Promise<readonly AccessToken[]> {
    return this.tokensOf.list(caller, tenant);
  }

  @Mutation(() => NewTokenType, {
    description: 'Make a token for the API. It can do no more than the one that makes it.',
  })
  createToken(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => CreateTokenInput, { description: 'What it may do.' }) input: CreateTokenInput,
  ): Promise<IssuedToken> {
    return this.tokensOf.create(caller, input);
  }

  @Mutation(() => AccessTokenType, {
    description: 'End a token at once, for good; replicas of the server notice within five seconds.',
  })
  revokeToken(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the token.' }) id: string,
    @Arg('tenant', () => ID, { nullable: true, description: otherTenant }) tenant: string | undefined,
  ): Promise<AccessToken> {
    return this.tokensOf.revoke(caller, id, tenant);
  }
}
