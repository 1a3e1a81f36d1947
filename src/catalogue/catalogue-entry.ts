import type { CatalogueEntry, CatalogueFile } from './catalogue-file.js';

const indices = new WeakMap<CatalogueFile, ReadonlyMap<string, CatalogueEntry>>();

/** What a catalogue says of one model, with the date and the source that stand for the whole file. */
export function catalogueEntry(file: CatalogueFile | undefined, id: string): CatalogueEntry | undefined {
  if (file === undefined) return undefined;
  let index = indices.get(file);
  if (index === undefined) {
    const { asOf, source } = file;
    index = new Map(file.models.map((entry) => [entry.id, { asOf, source, ...entry }]));
    indices.set(file, index);
  }
  return index.get(id);
}
