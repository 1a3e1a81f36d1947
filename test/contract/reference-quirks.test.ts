import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { declaredQuirks } from '../../src/sdk/audits/declared-quirks.js';
import { quirkName } from '../../src/sdk/index.js';
import { builtInDefinitions } from '../support/built-in-definitions.js';

interface Account {
  /** Full ids of those that handle it. */
  readonly quirks: readonly string[];
  /** What else sees to it, where no quirk does. */
  readonly instead?: string;
  /** Where it is done otherwise than another gateway might, and why. */
  readonly beside?: string;
}

/** Known traps of providers, by ids of a list of them, and what spares callers each. */
const accounts = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, 'reference-quirks.json'), 'utf8'),
) as Readonly<Record<string, Account>>;

let declared: ReadonlySet<string>;
beforeAll(async () => {
  const definitions = await builtInDefinitions();
  declared = new Set(
    definitions.flatMap((definition) =>
      declaredQuirks(definition).map((quirk) => `${definition.id}/${quirkName(quirk)}`),
    ),
  );
});

test('each of 180 known traps is answered for', () => {
  expect(Object.keys(accounts)).toHaveLength(180);
  const unanswered = Object.entries(accounts).filter(([, { quirks, instead = '' }]) => !quirks.length && !instead);
  expect(unanswered).toEqual([]);
});

test('by quirks that are declared', () => {
  const named = Object.values(accounts).flatMap(({ quirks }) => quirks);
  expect(named.filter((id) => !declared.has(id))).toEqual([]);
});
