import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseCatalogueFile, type CatalogueFile } from './catalogue-file.js';

let files: ReadonlyMap<string, CatalogueFile> = new Map();

/** What the operator says of a provider's models, which goes before all that is published or declared. */
export function operatorCatalogue(providerId: string): CatalogueFile | undefined {
  return files.get(providerId);
}

/**
 * Takes the operator's own catalogue, a file for one provider or a folder of such files, each named after its provider.
 * Done once, before the first model is looked at; fails with a sentence that names the file and what is wrong in it.
 */
export function useOperatorCatalogue(place: string): readonly { provider: string; models: number }[] {
  const read = new Map<string, CatalogueFile>();
  for (const name of filesOf(place)) {
    const file = inFile(name, () => parseCatalogueFile(readFileSync(name, 'utf8')));
    const provider = file.provider ?? path.basename(name, '.json');
    if (read.has(provider)) throw new Error(`${name}: another file speaks of the provider ${provider} already.`);
    read.set(provider, file);
  }
  files = read;
  return [...read].map(([provider, { models }]) => ({ provider, models: models.length }));
}

function filesOf(place: string): readonly string[] {
  return inFile(place, () => {
    if (!statSync(place).isDirectory()) return [place];
    const names = readdirSync(place).filter((name) => name.endsWith('.json'));
    if (names.length === 0) throw new Error('The folder holds no .json file.');
    return names.toSorted().map((name) => path.join(place, name));
  });
}

function inFile<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Error(`${name}: ${missing ? 'There is no such file or folder.' : (error as Error).message}`, {
      cause: error,
    });
  }
}

/** For tests: as if the operator had none. */
export function forgetOperatorCatalogue(): void {
  files = new Map();
}
