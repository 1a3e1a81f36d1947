import path from 'node:path';
import { expect, test } from '@jest/globals';
import { builtInQuirks, type PluginModules } from '../../bench/quirks/built-in-quirks.js';
import { incomplete } from '../../bench/quirks/quirk-table.js';
import type { Conformance } from '../../src/sdk/audits/conformance.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';

const root = path.resolve(import.meta.dirname, '../..');

async function load(id: string, hasFixtures: boolean): Promise<PluginModules> {
  const plugin = (await import(`../../plugins/${id}/index.ts`)) as { readonly default: ProviderDefinition };
  const fixtures = hasFixtures
    ? ((await import(`../../plugins/${id}/fixtures/conformance.ts`)) as { readonly conformance: Conformance })
    : undefined;
  return { definition: plugin.default, conformance: fixtures?.conformance };
}

test('every quirk of every built-in plugin has a case, a source and a date', async () => {
  const quirks = await builtInQuirks(root, load);
  expect(quirks.length).toBeGreaterThan(900);
  expect(incomplete(quirks)).toEqual([]);
  expect(new Set(quirks.map(({ id }) => id)).size).toBe(quirks.length);
});
