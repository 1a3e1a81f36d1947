import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { AliasStore, ModelAlias } from '../../aliases/alias-store.js';
import { ListCredentials } from '../../use-cases/list-credentials.js';
import { RemoveAlias } from '../../use-cases/remove-alias.js';
import { SetAlias } from '../../use-cases/set-alias.js';
import { CredentialType } from '../custody/credential.type.js';
import type { GraphqlContext } from '../graphql-context.js';
import { storeTokens } from '../store-tokens.js';
import { ModelAliasType } from './model-alias.type.js';
import { SetAliasInput } from './set-alias.input.js';

@injectable()
@Resolver(() => ModelAliasType)
export class AliasResolver {
  constructor(
    @inject(storeTokens.aliases) private readonly store: AliasStore,
    private readonly credentials: ListCredentials,
    private readonly set: SetAlias,
    private readonly remove: RemoveAlias,
  ) {}

  @Query(() => [ModelAliasType], { description: "The tenant's own names for models, by name." })
  aliases(@Ctx() { caller }: GraphqlContext): Promise<readonly ModelAlias[]> {
    return this.store.list(caller.tenant.id);
  }

  @Mutation(() => ModelAliasType, {
    description:
      'Give a model a name of your own, or the name another model: requests for `alias:NAME` go there from now on. Optimizations that run go on with what the name meant when they began.',
  })
  setAlias(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => SetAliasInput, { description: 'The name, and what it stands for.' }) input: SetAliasInput,
  ): Promise<ModelAlias> {
    return this.set.run(caller, input);
  }

  @Mutation(() => String, { description: 'Forget a name: requests for it fail with UNKNOWN_MODEL. Gives the name.' })
  removeAlias(
    @Ctx() { caller }: GraphqlContext,
    @Arg('name', () => String, { description: 'Without `alias:`.' }) name: string,
  ): Promise<string> {
    return this.remove.run(caller, name);
  }

  @FieldResolver(() => ID, { description: 'Its name.' })
  id(@Root() { name }: ModelAlias): string {
    return name;
  }

  @FieldResolver(() => CredentialType, {
    nullable: true,
    description:
      "Who pays where a request names no credential; null where the tenant's default for the provider does, and where the credential was removed: requests then fail with NO_CREDENTIAL.",
  })
  async credential(@Ctx() { caller }: GraphqlContext, @Root() { credential }: ModelAlias) {
    if (credential === null) return null;
    return (await this.credentials.run(caller)).find(({ id }) => id === credential) ?? null;
  }
}
