import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { SDK_VERSION } from '../define-provider.js';
import { quirkName } from '../quirk-name.js';
import type { Quirk } from '../quirks.js';
import type { Audit } from './audit.js';

/** What a definition must be before anything is sent. */
export const definitionAudits = [
  {
    name: 'the definition is plain data with names of its own',
    async run({ definition }) {
      match(definition.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      equal(definition.sdkVersion, SDK_VERSION);
      ok(definition.name !== '' && definition.models.length > 0, 'It needs a name, and a model or a pattern.');
      const data = { ...definition, connect: undefined };
      deepEqual(JSON.parse(JSON.stringify(data)), withoutUndefined(data));
      const named = new Map<string, Quirk>();
      for (const quirk of [definition, ...definition.models].flatMap(({ quirks }) => quirks ?? [])) {
        const name = quirkName(quirk);
        ok((named.get(name) ?? quirk) === quirk, `Two quirks are called ${name}.`);
        named.set(name, quirk);
      }
    },
  },
  {
    name: 'it connects at once, each time anew',
    async run({ connect }) {
      const [one, other] = [connect(), connect()];
      for (const adapter of [one, other]) {
        equal(typeof adapter.prepare, 'function');
        equal(typeof adapter.complete, 'function');
      }
    },
  },
] as const satisfies readonly Audit[];

/** A field that is undefined is a field left out. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, withoutUndefined(inner)]])),
  );
}
