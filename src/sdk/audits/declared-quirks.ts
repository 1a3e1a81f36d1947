import type { ProviderDefinition } from '../define-provider.js';
import type { Quirk } from '../quirks.js';

/** Every quirk that a provider declares, each once. */
export function declaredQuirks({ quirks = [], models }: ProviderDefinition): readonly Quirk[] {
  return [...new Set([...quirks, ...models.flatMap((model) => model.quirks ?? [])])];
}

/** The provider as if it had never declared this quirk. */
export function withoutQuirk(definition: ProviderDefinition, quirk: Quirk): ProviderDefinition {
  const kept = (quirks: readonly Quirk[] = []) => quirks.filter((one) => one !== quirk);
  return {
    ...definition,
    quirks: kept(definition.quirks),
    models: definition.models.map((model) => ({ ...model, quirks: kept(model.quirks) })),
  };
}
