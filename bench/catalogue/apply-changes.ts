import type { CatalogueEntry, CatalogueFile } from '../../src/catalogue/catalogue-file.js';
import type { Change } from './compare-models.js';

export interface ApplyOptions {
  /** Also models that the file does not have. */
  readonly add: boolean;
}

/** Whether a change is made where changes are written. */
export function isApplied({ kind, kept }: Change, { add }: ApplyOptions): boolean {
  return kept === undefined && kind !== 'gone' && (kind !== 'added' || add);
}

/** The file with the changes in it, its models by id; what is to be kept is. */
export function applyChanges(file: CatalogueFile, changes: readonly Change[], options: ApplyOptions): CatalogueFile {
  const models = new Map<string, CatalogueEntry>(file.models.map((entry) => [entry.id, entry]));
  for (const change of changes) {
    if (!isApplied(change, options) || change.entry === undefined) continue;
    const { asOf, source, price, contextWindow } = change.entry;
    const before = models.get(change.model) ?? change.entry;
    const changed = change.kind === 'window changed' ? { contextWindow } : { price };
    models.set(change.model, { ...before, ...changed, asOf, source });
  }
  const byId = [...models.values()].toSorted((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1));
  return { ...file, models: byId };
}
