import { describe, it } from '@jest/globals';
import type { Conformance } from '../../src/sdk/audits/conformance.js';
import { providerAudits } from '../../src/sdk/audits/provider-audits.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';

/** Holds a plugin to every promise of the conformance kit, a test each; those skipped are shown with their reasons. */
export function describePlugin(definition: ProviderDefinition, conformance: Conformance): void {
  describe(`the plugin ${definition.id}`, () => {
    for (const { name, run } of providerAudits(definition, conformance)) it(name, run);
    // oxlint-disable-next-line jest/no-disabled-tests
    for (const { audit, reason } of conformance.skip ?? []) it.skip(`${audit} (${reason})`, () => undefined);
  });
}
