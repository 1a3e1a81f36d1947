import type { DeclaredQuirk } from './declared-quirk.js';

const heads = ['id', 'kind', 'scope', 'handled by', 'proved by', 'source', 'read on'] as const;

/** The table of all quirks as Markdown, the counts by provider, and what is missing of any. */
export function quirkTable(quirks: readonly DeclaredQuirk[]): string {
  const rows = quirks.map(({ id, kind, scope, handledBy, proof, source, asOf }) =>
    [id, kind, scope, handledBy, proof ?? '(no case)', source ?? '(no source)', asOf ?? '(no date)'].map(cell),
  );
  const providers = [...new Set(quirks.map(providerOf))];
  const missing = incomplete(quirks);
  return [
    row(heads),
    row(heads.map(() => '---')),
    ...rows.map(row),
    '',
    row(['provider', 'quirks', 'by a rule', 'by the adapter', 'by the catalogue']),
    row(['---', '---:', '---:', '---:', '---:']),
    ...providers.map((id) => row([id, ...counts(quirks.filter((quirk) => providerOf(quirk) === id))])),
    row(['all', ...counts(quirks)]),
    '',
    ...(missing.length === 0
      ? ['Every quirk has a case, a source and a date.']
      : ['Incomplete:', ...missing.map((line) => `- ${line}`)]),
    '',
  ].join('\n');
}

/** What each quirk lacks that lacks something. */
export function incomplete(quirks: readonly DeclaredQuirk[]): readonly string[] {
  return quirks.flatMap(({ id, proof, source, asOf }) => {
    const lacks = [
      ...(proof === undefined ? ['a case'] : []),
      ...(source === undefined ? ['a source'] : []),
      ...(asOf === undefined ? ['a date'] : []),
    ];
    return lacks.length === 0 ? [] : [`${id} has not ${lacks.join(', nor ')}`];
  });
}

const providerOf = ({ id }: DeclaredQuirk) => id.slice(0, id.indexOf('/'));

const counts = (quirks: readonly DeclaredQuirk[]): readonly string[] => [
  String(quirks.length),
  ...(['rule', 'adapter', 'catalogue'] as const).map((handler) =>
    String(quirks.filter(({ handledBy }) => handledBy === handler).length),
  ),
];

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
