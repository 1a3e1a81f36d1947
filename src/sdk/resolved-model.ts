import type { ModelFeature, Price } from './define-provider.js';
import type { Quirk } from './quirks.js';

/** A declared quirk with its full id, `provider/name`, and a description. */
export type IdentifiedQuirk = Quirk & { readonly id: string; readonly description: string };

/** What the server knows of one model: the plugin's declarations that match it, merged. */
export interface ResolvedModel {
  /** `provider/model`. */
  readonly ref: string;
  readonly providerId: string;
  readonly providerModelId: string;
  readonly name: string;
  /** Tokens, input and output together. */
  readonly contextWindow?: number;
  /** Tokens up to which a request may raise the window, where the server lets it. */
  readonly largestContextWindow?: number;
  /** False where the running server says that it has no such model. */
  readonly exists?: boolean;
  /** Tokens. */
  readonly maxInputTokens?: number;
  /** Tokens. */
  readonly maxOutputTokens?: number;
  readonly price?: Price;
  readonly features: readonly ModelFeature[];
  readonly defaults: Readonly<Record<string, number>>;
  /** In the order in which they apply: the provider's, then each matching declaration's, then the catalogue's. */
  readonly quirks: readonly IdentifiedQuirk[];
  readonly deprecatedOn?: string;
  readonly asOf?: string;
  /** False where only patterns and the provider's defaults stand in. */
  readonly catalogued: boolean;
}
