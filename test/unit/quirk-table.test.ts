import { expect, test } from '@jest/globals';
import { declaredQuirksOf } from '../../bench/quirks/declared-quirk.js';
import { incomplete, quirkTable } from '../../bench/quirks/quirk-table.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';

test('what is missing of a quirk is named, and its scope is the narrowest that is told', () => {
  const everywhere = { kind: 'merged-turns', source: 'a page', asOf: '2026-01-01' } as const;
  const some = { kind: 'unsupported-parameter', parameter: 'seed', source: 'a | b' } as const;
  const definition = {
    id: 'acme',
    quirks: [everywhere],
    models: [
      { matches: ['a', 'b*'], quirks: [some, everywhere] },
      { matches: ['c', 'd', 'a'], quirks: [some] },
    ],
  } as unknown as ProviderDefinition;
  const quirks = declaredQuirksOf(definition, new Map([['merged-turns', 'conformance.ts (1 case: a)']]));
  expect(incomplete(quirks)).toEqual(['acme/unsupported-parameter-seed has not a case, nor a date']);
  expect(quirkTable(quirks).split('\n')).toEqual([
    '| id | kind | scope | handled by | proved by | source | read on |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    '| acme/merged-turns | merged-turns | every model | rule | conformance.ts (1 case: a) | a page | 2026-01-01 |',
    '| acme/unsupported-parameter-seed | unsupported-parameter | a, b*, c and 1 more | rule | (no case) | a \\| b | (no date) |',
    '',
    '| provider | quirks | by a rule | by the adapter | by the catalogue |',
    '| --- | ---: | ---: | ---: | ---: |',
    '| acme | 2 | 2 | 0 | 0 |',
    '| all | 2 | 2 | 0 | 0 |',
    '',
    'Incomplete:',
    '- acme/unsupported-parameter-seed has not a case, nor a date',
    '',
  ]);
});
