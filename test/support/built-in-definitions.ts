import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ProviderDefinition } from '../../src/sdk/index.js';

const directory = path.resolve(import.meta.dirname, '../../plugins');

/** What every built-in plugin declares, as it is in the sources. */
export async function builtInDefinitions(): Promise<readonly ProviderDefinition[]> {
  const folders = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const definitions: ProviderDefinition[] = [];
  for (const { name } of folders) {
    const module = (await import(`../../plugins/${name}/index.ts`)) as { readonly default: ProviderDefinition };
    definitions.push(module.default);
  }
  return definitions;
}
