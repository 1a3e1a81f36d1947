import type { ProviderDefinition, Quirk } from '../../src/sdk/index.js';

/** Every quirk that a provider declares, each once. */
export function declaredQuirks({ quirks = [], models }: ProviderDefinition): readonly Quirk[] {
  return [...new Set([...quirks, ...models.flatMap((model) => model.quirks ?? [])])];
}

/** The quirks that rules handle: without one of them some request would be sent otherwise. */
export const ruleQuirks = (definition: ProviderDefinition): readonly Quirk[] =>
  declaredQuirks(definition).filter(({ kind }) => kind !== 'wire-format' && kind !== 'model-limit');

/** The provider as if it had never declared this quirk. */
export function withoutQuirk(definition: ProviderDefinition, quirk: Quirk): ProviderDefinition {
  const kept = (quirks: readonly Quirk[] = []) => quirks.filter((one) => one !== quirk);
  return {
    ...definition,
    quirks: kept(definition.quirks),
    models: definition.models.map((model) => ({ ...model, quirks: kept(model.quirks) })),
  };
}
