import type { IdentifiedQuirk, ProviderDefinition } from '../sdk/index.js';
import { identifiedQuirk } from './identified-quirk.js';
import { listedModels } from './listed-models.js';

/** Every quirk that a provider declares, and those that the catalogue makes of its listed models, each once. */
export function allQuirks(definition: ProviderDefinition): readonly IdentifiedQuirk[] {
  const declared = [...(definition.quirks ?? []), ...definition.models.flatMap(({ quirks }) => quirks ?? [])];
  return [
    ...new Set([
      ...declared.map((quirk) => identifiedQuirk(definition.id, quirk)),
      ...listedModels(definition).flatMap(({ quirks }) => quirks),
    ]),
  ];
}
