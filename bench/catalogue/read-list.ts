import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseCatalogueFile, type CatalogueFile } from '../../src/catalogue/catalogue-file.js';
import { packageList, type PackageProvider } from './package-list.js';
import type { PublicList } from './public-list.js';

const publicPackage = '@pydantic/genai-prices';

/**
 * The installed public package, or a file: one of ours, `PROVIDER.json`, or the JSON of the package's providers.
 * `asOf` is the day on which it was published, where it does not say.
 */
export async function readList(from: string, asOf: string): Promise<PublicList> {
  if (from === 'package') return installed(asOf);
  if (!statSync(from, { throwIfNoEntry: false })?.isFile()) throw new Error(`${from} is no file.`);
  const text = readFileSync(from, 'utf8');
  const json = JSON.parse(text) as unknown;
  const name = path.basename(from);
  if (Array.isArray(json)) {
    return packageList((id) => (json as PackageProvider[]).find((provider) => provider.id === id), { name, asOf });
  }
  const file = parseCatalogueFile(text);
  return ofFile(file, file.provider ?? path.basename(from, '.json'));
}

async function installed(asOf: string): Promise<PublicList> {
  const { findProvider } = await import('@pydantic/genai-prices');
  const manifest = new URL('../package.json', import.meta.resolve(publicPackage));
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return packageList((providerId) => findProvider({ providerId }), {
    name: `npm ${publicPackage}@${version}`,
    asOf,
  });
}

function ofFile({ asOf, source, models }: CatalogueFile, only: string): PublicList {
  return {
    name: source,
    asOf,
    modelsOf: (provider) =>
      provider === only
        ? models.map((model) => Object.assign({ matches: (id: string) => id === model.id }, model))
        : undefined,
  };
}
