import { fileURLToPath } from 'node:url';
import type { Conformance } from '../../src/sdk/audits/conformance.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';
import { builtInQuirks } from './built-in-quirks.js';
import { incomplete, quirkTable } from './quirk-table.js';

// Three folders up from where the compiler puts this.
const root = fileURLToPath(new URL('../../../', import.meta.url));

const quirks = await builtInQuirks(root, async (id, hasFixtures) => {
  const at = (file: string) => import(new URL(`../../plugins/${id}/${file}`, import.meta.url).href);
  const { default: definition } = (await at('index.js')) as { readonly default: ProviderDefinition };
  const fixtures = hasFixtures ? await at('fixtures/conformance.js') : undefined;
  return { definition, conformance: (fixtures as { readonly conformance: Conformance } | undefined)?.conformance };
});
process.stdout.write(quirkTable(quirks));
process.exitCode = incomplete(quirks).length > 0 ? 1 : 0;
