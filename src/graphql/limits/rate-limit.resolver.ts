import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ProviderRegistry } from '../../plugin-loader/provider-registry.js';
import { ListCredentials } from '../../use-cases/list-credentials.js';
import { ManageRateLimits, type ShownRateLimit } from '../../use-cases/manage-rate-limits.js';
import { ProviderType } from '../capabilities/provider.type.js';
import { toProvider } from '../capabilities/to-provider.js';
import { CredentialType } from '../custody/credential.type.js';
import type { GraphqlContext } from '../graphql-context.js';
import { storeTokens } from '../store-tokens.js';
import { RateCeilingInput } from './rate-ceiling.input.js';
import { RateLimitType } from './rate-limit.type.js';
import { SetRateLimitInput } from './set-rate-limit.input.js';

@injectable()
@Resolver(() => RateLimitType)
export class RateLimitResolver {
  constructor(
    @inject(storeTokens.registry) private readonly registry: ProviderRegistry,
    private readonly credentials: ListCredentials,
    private readonly limits: ManageRateLimits,
  ) {}

  @Query(() => [RateLimitType], { description: "The limits of the tenant's calls, and how they stand now." })
  rateLimits(
    @Ctx() { caller }: GraphqlContext,
    @Arg('tenant', () => ID, { nullable: true, description: 'For the operator: the tenant that they are of.' })
    tenant: string | undefined,
  ): Promise<readonly ShownRateLimit[]> {
    return this.limits.list(caller, tenant);
  }

  @Mutation(() => RateLimitType, {
    description: 'Limit how much calls may take. It counts at once, on all replicas; numbers left out are not limited.',
  })
  setRateLimit(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => SetRateLimitInput, { description: 'Which calls, and how much.' }) input: SetRateLimitInput,
  ): Promise<ShownRateLimit> {
    return this.limits.set(caller, input);
  }

  @Mutation(() => ID, { description: 'Lift a limit; gives its id. The operator’s own cannot be lifted so.' })
  removeRateLimit(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the limit.' }) id: string,
  ): Promise<string> {
    return this.limits.remove(caller, id);
  }

  @Mutation(() => RateLimitType, {
    description: 'For the operator: how much all calls of a tenant may take, whatever limits it sets itself.',
  })
  setRateCeiling(
    @Ctx() { caller }: GraphqlContext,
    @Arg('tenant', () => ID, { description: 'The tenant.' }) tenant: string,
    @Arg('input', () => RateCeilingInput, { description: 'How much.' }) input: RateCeilingInput,
  ): Promise<ShownRateLimit> {
    return this.limits.setCeiling(caller, tenant, input);
  }

  @Mutation(() => ID, {
    description:
      "For the operator: lift a tenant's ceiling, so that the default of all tenants counts again; gives its id.",
  })
  removeRateCeiling(
    @Ctx() { caller }: GraphqlContext,
    @Arg('tenant', () => ID, { description: 'The tenant.' }) tenant: string,
  ): Promise<string> {
    return this.limits.removeCeiling(caller, tenant);
  }

  @FieldResolver(() => CredentialType, { nullable: true, description: 'The credential that it is for.' })
  async credential(@Ctx() { caller }: GraphqlContext, @Root() { scope, subject, tenant }: ShownRateLimit) {
    if (scope !== 'credential' || tenant !== caller.tenant.id) return null;
    return (await this.credentials.run(caller)).find(({ id }) => id === subject) ?? null;
  }

  @FieldResolver(() => ProviderType, {
    nullable: true,
    description: 'The provider that it is for; null where its plugin is not loaded any more.',
  })
  provider(@Root() { scope, subject }: ShownRateLimit): ProviderType | null {
    const provider = scope === 'provider' ? this.registry.find(subject) : undefined;
    return provider === undefined ? null : toProvider(provider);
  }
}
