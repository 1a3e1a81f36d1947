import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { AuditedPlugin } from '../../src/sdk/audits/audited-plugin.js';
import type { Conformance } from '../../src/sdk/audits/conformance.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';

/** From the sources under a test runner, or compiled. */
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const folder = path.resolve(import.meta.dirname, '../../plugins');

/** Every plugin of ours with its fixtures, but for the sandbox, which sends nothing. */
export async function everyPlugin(): Promise<readonly AuditedPlugin[]> {
  const plugins: AuditedPlugin[] = [];
  // One after another: Jest's module loader does not link modules that several import at once.
  for (const id of readdirSync(folder).toSorted()) {
    if (id === 'sandbox' || !existsSync(path.join(folder, id, `fixtures/conformance.${ending}`))) continue;
    const { default: definition } = (await import(path.join(folder, id, `index.${ending}`))) as {
      default: ProviderDefinition;
    };
    const { conformance } = (await import(path.join(folder, id, `fixtures/conformance.${ending}`))) as {
      conformance: Conformance;
    };
    plugins.push(new AuditedPlugin(definition, conformance));
  }
  return plugins;
}
