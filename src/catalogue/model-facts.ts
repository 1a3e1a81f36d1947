import type { JsonValue, ResolvedModel } from '../sdk/index.js';
import { originsOf, type FactOrigin } from './fact-origins.js';

export interface Fact extends FactOrigin {
  readonly name: string;
  readonly value: JsonValue;
}

/** Where each fact of a model comes from. */
export function modelFacts(model: ResolvedModel): readonly Fact[] {
  return [...originsOf(model)].map(([name, { source, asOf, note, value }]): Fact => ({
    name,
    value: value ?? ((model as unknown as Readonly<Record<string, JsonValue>>)[name] as JsonValue),
    source,
    asOf,
    note,
  }));
}
