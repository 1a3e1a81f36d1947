import { GraphQLDateTime } from 'graphql-scalars';
import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ProviderRegistry } from '../../plugin-loader/provider-registry.js';
import { ByomError } from '../../sdk/index.js';
import { AddCredential } from '../../use-cases/add-credential.js';
import { ListCredentials } from '../../use-cases/list-credentials.js';
import { ManageRateLimits } from '../../use-cases/manage-rate-limits.js';
import { RemoveCredential } from '../../use-cases/remove-credential.js';
import { RotateCredential } from '../../use-cases/rotate-credential.js';
import { VerifyCredential } from '../../use-cases/verify-credential.js';
import type { StoredCredential } from '../../vault/credential-store.js';
import { ProviderType } from '../capabilities/provider.type.js';
import { toProvider } from '../capabilities/to-provider.js';
import type { GraphqlContext } from '../graphql-context.js';
import { storeTokens } from '../store-tokens.js';
import { AddCredentialInput } from './add-credential.input.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { CredentialCheckType } from './credential-check.type.js';
import { CredentialType } from './credential.type.js';
import { RotateCredentialInput } from './rotate-credential.input.js';

@injectable()
@Resolver(() => CredentialType)
export class CredentialResolver {
  private readonly pauses = new WeakMap<GraphqlContext, Promise<ReadonlyMap<string, Date>>>();

  constructor(
    @inject(storeTokens.registry) private readonly registry: ProviderRegistry,
    private readonly list: ListCredentials,
    private readonly add: AddCredential,
    private readonly remove: RemoveCredential,
    private readonly rotate: RotateCredential,
    private readonly verify: VerifyCredential,
    private readonly limits: ManageRateLimits,
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

  @Mutation(() => CredentialType, {
    description:
      'Put another key in the place of a stored one. Its id stays, so that whoever uses it goes on with the new key.',
  })
  rotateCredential(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the credential.' }) id: string,
    @Arg('input', () => RotateCredentialInput, { description: 'The new key.' }) input: RotateCredentialInput,
  ) {
    return this.rotate.run(caller, id, input);
  }

  @Mutation(() => CredentialCheckType, {
    description:
      'One cheap call with the stored key that tells whether the provider takes it. It is paid for and counted as any other.',
  })
  verifyCredential(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the credential.' }) id: string,
    @Arg('model', () => ModelRefScalar, {
      nullable: true,
      description: "The model to ask; the provider's cheapest listed one where left out.",
    })
    model: string | undefined,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description:
        'The same key for the same credential and model gives the first answer again, for at least 24 hours.',
    })
    idempotencyKey: string | undefined,
  ) {
    return this.verify.run(caller, id, model, idempotencyKey);
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description: 'Until when calls on it wait because its provider asked them to slow down; null where they do not.',
  })
  async pausedUntil(@Ctx() context: GraphqlContext, @Root() { id }: StoredCredential): Promise<Date | null> {
    let pauses = this.pauses.get(context);
    // One look for all credentials of a request.
    if (pauses === undefined) this.pauses.set(context, (pauses = this.limits.pauses(context.caller)));
    return (await pauses).get(id) ?? null;
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
