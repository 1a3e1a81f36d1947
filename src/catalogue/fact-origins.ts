import type { ModelDeclaration, ResolvedModel } from '../sdk/index.js';

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

/** The declaration that each fact of a model was taken from. */
export type FactOrigins = ReadonlyMap<FactName, ModelDeclaration>;

const origins = new WeakMap<ResolvedModel, FactOrigins>();

export function rememberOrigins(model: ResolvedModel, of: FactOrigins): void {
  origins.set(model, of);
}

export function originsOf(model: ResolvedModel): FactOrigins {
  return origins.get(model) ?? new Map();
}
