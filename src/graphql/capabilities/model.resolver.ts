import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { originsOf } from '../../catalogue/fact-origins.js';
import { isRetired } from '../../catalogue/is-retired.js';
import { modelFacts } from '../../catalogue/model-facts.js';
import { parameterCapabilities } from '../../catalogue/parameter-capabilities.js';
import type { ProviderRegistry } from '../../plugin-loader/provider-registry.js';
import { ByomError, type ModelFeature, type ResolvedModel } from '../../sdk/index.js';
import { ListModels } from '../../use-cases/list-models.js';
import { ShowModel } from '../../use-cases/show-model.js';
import { ModelFeatureEnum } from '../enums/model-feature.enum.js';
import type { GraphqlContext } from '../graphql-context.js';
import type { Connection } from '../paging/connection-type.js';
import { pageDescriptions } from '../paging/page-descriptions.js';
import { pageRequest } from '../paging/page-request.js';
import { toConnection } from '../paging/to-connection.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { storeTokens } from '../store-tokens.js';
import { FactType } from './fact.type.js';
import { ModelFilterInput } from './model-filter.input.js';
import { ModelConnectionType, ModelType } from './model.type.js';
import { ParameterCapabilityType } from './parameter-capability.type.js';
import { PriceType } from './price.type.js';
import { ProviderType } from './provider.type.js';
import { QuirkType } from './quirk.type.js';
import { toPrice } from './to-price.js';
import { toProvider } from './to-provider.js';
import { toQuirk } from './to-quirk.js';

const dateOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

@injectable()
@Resolver(() => ModelType)
export class ModelResolver {
  constructor(
    @inject(storeTokens.registry) private readonly registry: ProviderRegistry,
    private readonly listModels: ListModels,
    private readonly showModel: ShowModel,
  ) {}

  @Query(() => ModelConnectionType, { description: 'The models that plugins list, by provider.' })
  async models(
    @Ctx() { caller }: GraphqlContext,
    @Arg('filter', () => ModelFilterInput, { nullable: true, description: 'Which of them.' })
    filter: ModelFilterInput | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ): Promise<Connection<ResolvedModel>> {
    const page = pageRequest(first, after);
    const listed = this.listModels.run(filter, page);
    const known = await Promise.all(listed.items.map(({ item }) => this.showModel.learned(caller, item.model)));
    const items = listed.items.map(({ cursor }, at) => ({ cursor, item: known[at]! }));
    return toConnection({ ...listed, items }, page, (model) => model);
  }

  @Query(() => ModelType, {
    nullable: true,
    description:
      "A model by its ref; null where there is no such provider or alias. An unlisted model of a known provider resolves too, from the provider's patterns and defaults. One that runs on a server of your own is asked for there: its context window is what the server says now.",
  })
  async model(
    @Ctx() { caller }: GraphqlContext,
    @Arg('ref', () => ModelRefScalar, { description: 'For example openai/gpt-5-mini, or an alias.' }) ref: string,
  ): Promise<ResolvedModel | null> {
    try {
      return await this.showModel.run(caller, ref);
    } catch (error) {
      if (ByomError.is(error) && error.code === 'UNKNOWN_MODEL') return null;
      throw error;
    }
  }

  @FieldResolver(() => ID, { description: "The model's ref." })
  id(@Root() model: ResolvedModel): string {
    return model.ref;
  }

  @FieldResolver(() => ProviderType, { description: 'Who serves it.' })
  provider(@Root() model: ResolvedModel): ProviderType {
    return toProvider(this.registry.find(model.providerId)!);
  }

  @FieldResolver(() => [ParameterCapabilityType], {
    description: 'One for each uniform parameter that a request may carry.',
  })
  parameters(@Root() model: ResolvedModel): readonly ParameterCapabilityType[] {
    return parameterCapabilities(model);
  }

  @FieldResolver(() => ParameterCapabilityType, {
    nullable: true,
    description: 'One of them; null where no uniform parameter has this name.',
  })
  parameter(
    @Root() model: ResolvedModel,
    @Arg('name', () => String, { description: 'For example temperature.' }) name: string,
  ): ParameterCapabilityType | undefined {
    return parameterCapabilities(model).find((parameter) => parameter.name === name);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it can do this.' })
  supports(
    @Root() model: ResolvedModel,
    @Arg('feature', () => ModelFeatureEnum, { description: 'What to ask for.' }) feature: ModelFeature,
  ): boolean {
    return model.features.includes(feature);
  }

  @FieldResolver(() => PriceType, { nullable: true, description: 'Null where it is not known.' })
  price(@Root() model: ResolvedModel): PriceType | null {
    return model.price ? toPrice(model.price, dateOf(originsOf(model).get('price')?.asOf)) : null;
  }

  @FieldResolver(() => [QuirkType], {
    description: 'What to know before asking it, in the order in which rules apply.',
  })
  quirks(@Root() model: ResolvedModel): readonly QuirkType[] {
    return model.quirks.map(toQuirk);
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the provider ends it, where that is announced.',
  })
  deprecatedOn(@Root() model: ResolvedModel): Date | undefined {
    return dateOf(model.deprecatedOn);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the provider has ended it. It is asked all the same where a request names it.',
  })
  retired(@Root() model: ResolvedModel): boolean {
    return isRetired(model, Date.now());
  }

  @FieldResolver(() => [FactType], { description: 'Where each fact comes from.' })
  facts(@Root() model: ResolvedModel): readonly FactType[] {
    return modelFacts(model).map(({ name, value, source, asOf, note }) => ({
      name,
      value,
      source,
      asOf: dateOf(asOf),
      note,
    }));
  }
}
