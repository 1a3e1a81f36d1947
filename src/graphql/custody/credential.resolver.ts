import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ProviderRegistry } from '../../plugin-loader/provider-registry.js';
import { ByomError } from '../../sdk/index.js';
import { AddCredential } from '../../use-cases/add-credential.js';
import { ListCredentials } from '../../use-cases/list-credentials.js';
import { RemoveCredential } from '../../use-cases/remove-credential.js';
import type { StoredCredential } from '../../vault/credential-store.js';
import { ProviderType } from '../capabilities/provider.type.js';
import { toProvider } from '../capabilities/to-provider.js';
import type { GraphqlContext } from '../graphql-context.js';
import { storeTokens } from '../store-tokens.js';
import { AddCredentialInput } from './add-credential.input.js';
import { CredentialType } from './credential.type.js';

@injectable()
@Resolver(() => CredentialType)
export class CredentialResolver {
  constructor(
    @inject(storeTokens.registry) private readonly registry: ProviderRegistry,
    private readonly list: ListCredentials,
    private readonly add: AddCredential,
    private readonly remove: RemoveCredential,
  ) {}

  @Query(() => [CredentialType], { description: "The tenant's stored keys, without the keys." })
  credentials(@Ctx() { caller }: GraphqlContext) {
    return this.list.run(caller);
  }

  @Mutation(() => CredentialType, {
    description: 'Keep a key: sealed, bound to one origin, and opened only to send a request there.',
  })
  addCredential(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => AddCredentialInput, { description: 'The key, and what it is for.' }) input: AddCredentialInput,
  ) {
    return this.add.run(caller, input);
  }

  @Mutation(() => ID, { description: 'Forget a stored key; gives its id.' })
  removeCredential(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the credential.' }) id: string,
  ) {
    return this.remove.run(caller, id);
  }

  @FieldResolver(() => ProviderType, { description: 'The provider that it is for.' })
  provider(@Root() credential: StoredCredential): ProviderType {
    const loaded = this.registry.find(credential.provider);
    if (!loaded) {
      throw new ByomError('NOT_FOUND', `The plugin of provider ${credential.provider} is not loaded any more.`);
    }
    return toProvider(loaded);
  }
}
