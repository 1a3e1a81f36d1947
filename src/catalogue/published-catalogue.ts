import { readFileSync } from 'node:fs';
import { parseCatalogueFile, type CatalogueFile } from './catalogue-file.js';

const files = new Map<string, CatalogueFile | undefined>();

/** The catalogue that comes with the server, of one provider: read once, when it is first asked for. */
export function publishedCatalogue(providerId: string): CatalogueFile | undefined {
  if (!files.has(providerId)) files.set(providerId, read(providerId));
  return files.get(providerId);
}

function read(providerId: string): CatalogueFile | undefined {
  if (!/^[a-z0-9-]+$/.test(providerId)) return undefined;
  let text: string;
  try {
    text = readFileSync(new URL(`./data/${providerId}.json`, import.meta.url), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return parseCatalogueFile(text);
}
