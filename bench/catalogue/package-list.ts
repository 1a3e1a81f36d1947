import { matchLogic, type MatchLogic } from './match-logic.js';
import { packagePrice, type ConditionalRates, type PackageRates } from './package-price.js';
import type { ListedModel, PublicList } from './public-list.js';

/** A provider as `@pydantic/genai-prices` and the JSON behind it have it. */
export interface PackageProvider {
  readonly id: string;
  readonly models: readonly PackageModel[];
}

interface PackageModel {
  readonly id: string;
  readonly name?: string;
  readonly match: MatchLogic;
  readonly context_window?: number;
  readonly prices: PackageRates | readonly ConditionalRates[];
}

/** Where the package has another id for a provider than we. */
const ids: Readonly<Record<string, string>> = { xai: 'x-ai', bedrock: 'aws' };

export function packageList(
  find: (provider: string) => PackageProvider | undefined,
  { name, asOf }: Pick<PublicList, 'name' | 'asOf'>,
): PublicList {
  return {
    name,
    asOf,
    modelsOf: (provider) => find(ids[provider] ?? provider)?.models.map((model) => listedModel(model, asOf)),
  };
}

function listedModel({ id, name, match, context_window, prices }: PackageModel, asOf: string): ListedModel {
  const price = packagePrice(prices, asOf);
  return {
    id,
    matches: (given) => matchLogic(match, given),
    ...(name !== undefined && { name }),
    ...(context_window !== undefined && { contextWindow: context_window }),
    ...(price !== undefined && { price }),
  };
}
