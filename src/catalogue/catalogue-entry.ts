import type { CatalogueEntry, CatalogueFile } from './catalogue-file.js';

const indices = new WeakMap<CatalogueFile, ReadonlyMap<string, CatalogueEntry>>();

/** An id with the day of a snapshot at its end, as providers write it: -2026-03-05, -20260305, @20260305, or its number, -001. */
const snapshot = /^(.+?)[-@](?:20\d\d-\d\d-\d\d|20\d{6}|00\d)$/;

/**
 * What a catalogue says of one model, with the date and the source that stand for the whole file. A snapshot that it
 * does not list is what the model is that it is one of.
 */
export function catalogueEntry(file: CatalogueFile | undefined, id: string): CatalogueEntry | undefined {
  if (file === undefined) return undefined;
  const index = indexOf(file);
  const listed = index.get(id);
  if (listed !== undefined) return listed;
  const [, name] = snapshot.exec(id) ?? [];
  const whole = name === undefined ? undefined : index.get(name);
  return whole && { ...whole, id, note: `As of ${whole.id}, of which it is a snapshot.` };
}

function indexOf(file: CatalogueFile): ReadonlyMap<string, CatalogueEntry> {
  let index = indices.get(file);
  if (index === undefined) {
    const { asOf, source } = file;
    index = new Map(file.models.map((entry) => [entry.id, { asOf, source, ...entry }]));
    indices.set(file, index);
  }
  return index;
}
