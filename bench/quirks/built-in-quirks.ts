import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Conformance } from '../../src/sdk/audits/conformance.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';
import { declaredQuirksOf, type DeclaredQuirk, type Proofs } from './declared-quirk.js';

/** Answers by itself, so that there is no provider to have read about; a test of its own shows what it declares. */
const inventions = new Set(['sandbox']);

export interface PluginModules {
  readonly definition: ProviderDefinition;
  /** Undefined where the plugin has no fixtures. */
  readonly conformance: Conformance | undefined;
}

/** The quirks of all built-in plugins, plugin by plugin. `load` gives a plugin's modules, `root` holds the sources. */
export async function builtInQuirks(
  root: string,
  load: (id: string, hasFixtures: boolean) => Promise<PluginModules>,
): Promise<readonly DeclaredQuirk[]> {
  const ids = readdirSync(path.join(root, 'plugins'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !inventions.has(entry.name))
    .map(({ name }) => name)
    .toSorted();
  const quirks: DeclaredQuirk[] = [];
  for (const id of ids) {
    const fixtures = path.join(root, 'plugins', id, 'fixtures');
    const { definition, conformance } = await load(id, existsSync(path.join(fixtures, 'conformance.ts')));
    quirks.push(...declaredQuirksOf(definition, proofsOf(root, fixtures, conformance)));
  }
  return quirks;
}

/** The file that spells a quirk's id out, or else the one that gathers the cases; and the models of its cases. */
function proofsOf(root: string, fixtures: string, conformance: Conformance | undefined): Proofs {
  const proofs = new Map<string, string>();
  if (conformance === undefined) return proofs;
  const files = readdirSync(fixtures)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(fixtures, name));
  const texts = files.map((file) => [file, readFileSync(file, 'utf8')] as const);
  for (const quirk of new Set(conformance.quirks.map((one) => one.quirk))) {
    const spelled = texts.find(([, text]) => text.includes(`'${quirk}'`))?.[0];
    const file = path.relative(root, spelled ?? path.join(fixtures, 'conformance.ts')).replaceAll(path.sep, '/');
    const cases = conformance.quirks.filter((one) => one.quirk === quirk);
    const models = [...new Set(cases.map(({ model }) => model))].join(', ');
    proofs.set(quirk, `${file} (${cases.length === 1 ? '1 case' : `${cases.length} cases`}: ${models})`);
  }
  return proofs;
}
