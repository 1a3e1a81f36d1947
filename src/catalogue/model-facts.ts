import type { JsonValue, ResolvedModel } from '../sdk/index.js';
import { declaredIds } from './declaration-patterns.js';
import { originsOf } from './fact-origins.js';

export interface Fact {
  readonly name: string;
  readonly value: JsonValue;
  /** `catalogue` where a declaration names the model itself, `declared` where one of the provider's patterns matches it. */
  readonly source: 'declared' | 'catalogue';
  /** ISO date on which it was read. */
  readonly asOf?: string;
  readonly note?: string;
}

/** Where each fact of a model comes from. */
export function modelFacts(model: ResolvedModel): readonly Fact[] {
  return [...originsOf(model)].map(([name, declaration]): Fact => {
    const named = declaredIds(declaration).includes(model.providerModelId);
    return {
      name,
      value: model[name] as JsonValue,
      source: named ? 'catalogue' : 'declared',
      asOf: declaration.asOf,
      note: named ? undefined : `Of every model that matches ${declaredIds(declaration).join(' or ')}.`,
    };
  });
}
