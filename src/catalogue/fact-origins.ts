import type {
  JsonValue,
  ModelDeclaration,
  ParameterName,
  ResolvedModel,
  UnsupportedFeature,
  UnsupportedField,
} from '../sdk/index.js';

export const factNames = [
  'name',
  'contextWindow',
  'maxInputTokens',
  'maxOutputTokens',
  'price',
  'features',
  'defaults',
  'deprecatedOn',
] as const satisfies readonly (keyof ModelDeclaration)[];
export type FactName = (typeof factNames)[number];

/** Facts that only a running server knows. */
export type ServerFactName = 'largestContextWindow' | 'exists';

/** What refusals taught of single parts of a request. */
export type LearnedPartName =
  | `${'parameters' | 'wireNames'}.${ParameterName}`
  | `features.${UnsupportedFeature['feature']}`
  | `fields.${UnsupportedField['field']}`
  | 'responseFormat'
  | 'messages.system'
  | 'messages.turns';

/**
 * `probed` from the running server, `learned` from a provider's refusal, `declared` by the plugin, or from the
 * `catalogue`; of several the first.
 */
export type FactSource = 'probed' | 'learned' | 'declared' | 'catalogue';

export interface FactOrigin {
  readonly source: FactSource;
  /** ISO date or time at which it was read. */
  readonly asOf?: string;
  readonly note?: string;
  /** Of a fact that is no field of the model. */
  readonly value?: JsonValue;
}

export type FactOrigins = ReadonlyMap<FactName | ServerFactName | LearnedPartName, FactOrigin>;

const origins = new WeakMap<ResolvedModel, FactOrigins>();

export function rememberOrigins(model: ResolvedModel, of: FactOrigins): void {
  origins.set(model, of);
}

export function originsOf(model: ResolvedModel): FactOrigins {
  return origins.get(model) ?? new Map();
}
