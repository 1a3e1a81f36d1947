import { quirkHandler, type QuirkHandler } from '../../src/catalogue/quirk-handler.js';
import { quirkName, type ProviderDefinition, type Quirk } from '../../src/sdk/index.js';

/** One line of the table of quirks. */
export interface DeclaredQuirk {
  /** `provider/name`. */
  readonly id: string;
  readonly kind: Quirk['kind'];
  /** The models it is true of. */
  readonly scope: string;
  readonly handledBy: QuirkHandler;
  /** The file and the cases that show it; none where no case does. */
  readonly proof: string | undefined;
  readonly source: string | undefined;
  readonly asOf: string | undefined;
}

/** Where each case of a plugin stands, by the local id of its quirk. */
export type Proofs = ReadonlyMap<string, string>;

const mostIds = 3;

/** Every quirk that a provider declares, each once, in the order of its declarations. */
export function declaredQuirksOf(definition: ProviderDefinition, proofs: Proofs): readonly DeclaredQuirk[] {
  const scopes = new Map<Quirk, string[]>();
  for (const quirk of definition.quirks ?? []) scopes.set(quirk, []);
  for (const { matches, quirks = [] } of definition.models) {
    for (const quirk of quirks) {
      const ids = scopes.get(quirk);
      // What holds of every model of the provider needs no narrower scope.
      if (ids === undefined || ids.length > 0) scopes.set(quirk, [...(ids ?? []), ...[matches].flat()]);
    }
  }
  return [...scopes].map(([quirk, ids]) => ({
    id: `${definition.id}/${quirkName(quirk)}`,
    kind: quirk.kind,
    scope: ids.length === 0 ? 'every model' : inShort([...new Set(ids)]),
    handledBy: quirkHandler(quirk),
    proof: proofs.get(quirkName(quirk)),
    source: quirk.source,
    asOf: quirk.asOf,
  }));
}

function inShort(ids: readonly string[]): string {
  const more = ids.length - mostIds;
  return more > 0 ? `${ids.slice(0, mostIds).join(', ')} and ${more} more` : ids.join(', ');
}
