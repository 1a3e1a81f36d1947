import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { declarationPatterns, declaredIds } from '../../catalogue/declaration-patterns.js';
import { listedIds } from '../../catalogue/listed-ids.js';
import { modelFeatures, SDK_VERSION } from '../define-provider.js';
import { quirkName } from '../quirk-name.js';
import type { Audit } from './audit.js';
import { declaredQuirks } from './declared-quirks.js';

const identifier = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What a definition must be before anything is sent. */
export const definitionAudits: readonly Audit[] = [
  {
    name: 'definition',
    run({ definition }) {
      match(definition.id, identifier, 'Its id is lower case letters, digits and dashes.');
      equal(definition.sdkVersion, SDK_VERSION);
      ok(definition.name !== '' && definition.models.length > 0, 'It needs a name, and a model or a pattern.');
      const data = { ...definition, connect: undefined };
      deepEqual(JSON.parse(JSON.stringify(data)), withoutUndefined(data), 'All but connect is plain data.');
    },
  },
  {
    name: 'definition:quirk-ids',
    run({ definition }) {
      const names = declaredQuirks(definition).map(quirkName);
      for (const name of names) match(name, identifier, `The quirk ${name} is to be named in kebab-case.`);
      const twice = names.find((name, at) => names.indexOf(name) !== at);
      ok(twice === undefined, `Two quirks are called ${twice}.`);
    },
  },
  {
    name: 'definition:features',
    run({ definition }) {
      const known: readonly string[] = modelFeatures;
      const features = definition.models.flatMap((model) => model.features ?? []);
      const unknown = features.find((feature) => !known.includes(feature));
      ok(unknown === undefined, `There is no feature ${unknown}.`);
    },
  },
  {
    name: 'definition:patterns',
    run({ definition, conformance }) {
      const cases = conformance.quirks.map(({ model }) => model);
      const models = [...listedIds(definition), ...cases, conformance.model ?? 'audited-model'];
      for (const patterns of declarationPatterns(definition)) {
        const ids = declaredIds(patterns.declaration);
        for (const id of ids) ok(id.trim() === id && id !== '', `A pattern holds a space, or nothing: "${id}".`);
        ok(
          models.some((model) => patterns.matches(model)),
          `No listed model and no model of a case matches ${ids.join(' or ')}: it speaks of nothing that is known.`,
        );
      }
    },
  },
  {
    name: 'fixtures',
    run({ definition, conformance }) {
      const declared = new Set(declaredQuirks(definition).map(quirkName));
      const stray = conformance.quirks.find(({ quirk }) => !declared.has(quirk));
      ok(stray === undefined, `A case shows the quirk ${stray?.quirk}, which is not declared.`);
    },
  },
  {
    name: 'connects',
    run(plugin) {
      for (const adapter of [plugin.connect(), plugin.connect()]) {
        equal(typeof adapter.prepare, 'function');
        equal(typeof adapter.complete, 'function');
      }
    },
  },
];

/** A field that is undefined is a field left out. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, withoutUndefined(inner)]])),
  );
}
