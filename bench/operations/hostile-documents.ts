import type { SeededRandom } from '../../src/optimization/seeded-random.js';

const times = (count: number, text: (index: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, index) => text(index)).join(between);
const spend = 'generate(input: { model: "openai/gpt-4o-mini", messages: [{ role: USER, content: "Hi" }] }) { id }';
const ofType = (depth: number): string => (depth === 0 ? 'name' : `name ofType { ${ofType(depth - 1)} }`);
const back = (depth: number, inner: string): string =>
  `${'best { prompt { origin { '.repeat(depth)}${inner}${' } } }'.repeat(depth)}`;
/** Each fragment spreads the next one twice: 2^count selections where somebody unfolds them. */
const bomb = (count: number, inside: (next: string) => string, last: string, type: string) =>
  times(count, (n) => `fragment F${n} on ${type} { ${n === count - 1 ? last : inside(`...F${n + 1}`)} }`, '\n');

/** Documents that cost a careless server much: each by name, of a size that is drawn. */
export const hostileDocuments: Readonly<Record<string, (size: number) => string>> = {
  'aliases of a query': (size) => `{ ${times(size, (n) => `a${n}: viewer { id }`)} }`,
  'aliases of __typename': (size) => `{ ${times(size, (n) => `a${n}: __typename`)} }`,
  'aliases of __schema': (size) => `{ ${times(size, (n) => `a${n}: __schema { types { name } }`)} }`,
  'aliased mutations': (size) => `mutation { ${times(size, (n) => `a${n}: deletePrompt(name: "x${n}")`)} }`,
  'aliased spending': (size) => `mutation { ${times(size, (n) => `a${n}: ${spend}`)} }`,
  'duplicate fields': (size) => `{ viewer { ${'id '.repeat(size)} } }`,
  'duplicate root fields': (size) => `{ ${'__typename '.repeat(size)} }`,
  'duplicate objects': (size) => `{ ${'viewer { id } '.repeat(size)} }`,
  'nested duplicates': (size) =>
    `{ optimizations { nodes { ${times(Math.min(size, 600), () => 'best { prompt { id } }')} } } }`,
  'directives on a field': (size) => `{ viewer { id ${'@include(if: true) '.repeat(size)} } }`,
  'unknown directives': (size) => `{ viewer { id ${times(size, (n) => `@d${n}`)} } }`,
  'directives on an operation': (size) => `query ${times(size, (n) => `@d${n}`)} { viewer { id } }`,
  'skip and include': (size) =>
    `query ($a: Boolean!, $b: Boolean!) { ${times(size, () => 'viewer @skip(if: $a) @include(if: $b) { id }')} }`,
  'depth of fields': (size) => `{ optimizations { nodes { ${back(Math.ceil(size / 3), 'id')} } } }`,
  'depth of braces': (size) => `${'{a'.repeat(size)}${'}'.repeat(size)}`,
  'depth of inline fragments': (size) => `{ ${'... on Query { '.repeat(size)} viewer { id } ${'}'.repeat(size)} }`,
  'depth of untyped fragments': (size) => `{ ${'... { '.repeat(size)} viewer { id } ${'}'.repeat(size)} }`,
  'depth of lists': (size) => `{ tokens(tenant: ${'['.repeat(size)}${']'.repeat(size)}) { id } }`,
  'depth of objects': (size) =>
    `mutation { createDataset(input: ${'{ name: '.repeat(size)}1${' }'.repeat(size)}) { id } }`,
  'depth of a JSON literal': (size) =>
    `mutation { createDataset(input: { name: "x", examples: [{ inputs: { a: ${'['.repeat(size)}${']'.repeat(size)} } }] }) { id } }`,
  'depth of a type': (size) => `query ($a: ${'['.repeat(size)}Int${']'.repeat(size)}) { viewer { id } }`,
  'introspection of types': (size) => `{ __schema { types { fields { type { ${ofType(Math.min(size, 900))} } } } } }`,
  'introspection in circles': (size) =>
    `{ __schema { ${'types { fields { type { '.repeat(Math.min(size, 60))} name ${'} } }'.repeat(Math.min(size, 60))} } }`,
  'introspection by possible types': (size) =>
    `{ __type(name: "Query") { ${'fields { type { '.repeat(Math.min(size, 200))} name ${'} }'.repeat(Math.min(size, 200))} } }`,
  'a fragment cycle': () => `{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }`,
  'a fragment of itself': () => `{ viewer { ...A } } fragment A on Tenant { id ...A }`,
  'a long fragment cycle': (size) =>
    `{ ...F0 } ${times(size, (n) => `fragment F${n} on Query { ...F${(n + 1) % size} }`)}`,
  'a cycle through fields': () =>
    `{ optimizations { nodes { ...A } } } fragment A on Optimization { best { prompt { origin { ...A } } } }`,
  'a fragment bomb': (size) =>
    `{ ...F0 } ${bomb(Math.min(size, 300), (next) => `${next} ${next}`, 'viewer { id }', 'Query')}`,
  'a fragment bomb in fields': (size) =>
    `{ optimizations { nodes { ...F0 } } } ${bomb(
      Math.min(size, 5),
      (next) => `best { prompt { origin { ${next} } } } frontier { prompt { origin { ${next} } } }`,
      'id',
      'Optimization',
    )}`,
  'a fragment bomb of inline fragments': (size) =>
    `{ ...F0 } ${bomb(Math.min(size, 150), (next) => `... { ${next} } ... { ${next} }`, 'viewer { id }', 'Query')}`,
  'unused fragments': (size) => `{ viewer { id } } ${times(size, (n) => `fragment U${n} on Tenant { id }`)}`,
  'fragments of one name': (size) => `{ viewer { ...A } } ${times(size, () => 'fragment A on Tenant { id }')}`,
  'unknown fragments': (size) => `{ ${times(size, (n) => `...U${n}`)} }`,
  'fields that cannot merge': (size) => `{ ${times(size, (n) => `x: model(ref: "a${n}") { id }`)} }`,
  'fields that might merge': (size) =>
    `{ ${times(Math.min(size, 300), () => 'models { nodes { ...A ...B } }')} } fragment A on Model { id name } fragment B on Model { name id }`,
  'merging through fragments': (size) =>
    `{ ${times(size, (n) => `...M${n}`)} } ${times(size, (n) => `fragment M${n} on Query { viewer { id name } }`)}`,
  operations: (size) => times(size, (n) => `query Q${n} { viewer { id } }`),
  'operations of one name': (size) => times(size, () => 'query Q { viewer { id } }'),
  'anonymous operations': (size) => times(size, () => '{ viewer { id } }'),
  'variables declared': (size) => `query (${times(size, (n) => `$v${n}: Int`)}) { viewer { id } }`,
  'variables of one name': (size) => `query (${times(size, () => '$v: Int')}) { viewer { id } }`,
  'unknown variables': (size) => `{ ${times(size, (n) => `a: tokens(tenant: $v${n}) { id }`)} }`,
  'arguments of one field': (size) => `{ tokens(${times(size, (n) => `a${n}: 1`)}) { id } }`,
  'arguments of one name': (size) => `{ models(${'first: 1 '.repeat(size)}) { totalCount } }`,
  'fields of one input': (size) => `mutation { createToken(input: { ${'name: "x" '.repeat(size)} }) { token } }`,
  'unknown fields of an input': (size) =>
    `mutation { createToken(input: { ${times(size, (n) => `f${n}: 1`)} }) { token } }`,
  'unknown fields': (size) => `{ ${times(size, (n) => `f${n}`)} }`,
  'unknown types': (size) => `query (${times(size, (n) => `$v${n}: T${n}`)}) { viewer { id } }`,
  'a list in a literal': (size) => `{ usage(groupBy: [${'DAY '.repeat(size)}]) { total { calls } } }`,
  'a list of wrong values': (size) => `{ usage(groupBy: [${'NOTHING '.repeat(size)}]) { total { calls } } }`,
  'a long name': (size) => `{ ${'a'.repeat(size * 100)} }`,
  'a long alias': (size) => `{ ${'a'.repeat(size * 100)}: viewer { id } }`,
  'a long number': (size) => `{ models(first: ${'9'.repeat(size * 50)}) { totalCount } }`,
  'a long exponent': (size) => `{ models(first: 1e${'9'.repeat(size)}) { totalCount } }`,
  'a long text': (size) => `{ prompt(name: "${'x'.repeat(size * 100)}") { id } }`,
  'a block of lines': (size) => `{ prompt(name: """${'\n'.repeat(size * 100)}""") { id } }`,
  'a block of indents': (size) => `{ prompt(name: """${times(size * 10, (n) => ' '.repeat(n % 9), '\n')}x""") { id } }`,
  escapes: (size) => `{ prompt(name: "${String.raw`\u0041`.repeat(size * 10)}") { id } }`,
  'escapes of surrogates': (size) => `{ prompt(name: "${String.raw`\uD83D\uDE00`.repeat(size)}") { id } }`,
  'half an escape': () => String.raw`{ prompt(name: "\uD83D") { id } }`,
  'braced escapes': () => String.raw`{ prompt(name: "\u{110000}") { id } }`,
  'a comment': (size) => `#${'c'.repeat(size * 100)}\n{ viewer { id } }`,
  comments: (size) => `${'#\n'.repeat(size * 10)}{ viewer { id } }`,
  commas: (size) => `{ viewer { id ${','.repeat(size * 100)} } }`,
  'blank space': (size) => `${' \n\t'.repeat(size * 30)}{ viewer { id } }`,
  'a text without end': (size) => `{ prompt(name: "${'x'.repeat(size)}`,
  'a block without end': (size) => `{ prompt(name: """${'x\n'.repeat(size)}`,
  'opening braces': (size) => '{'.repeat(size),
  'closing braces': (size) => '}'.repeat(size),
  spreads: (size) => `{ ${'...'.repeat(size)} }`,
  'large pages in large pages': () =>
    '{ datasets(first: 1000) { nodes { examples(first: 1000) { nodes { id } } previous { examples(first: 1000) { nodes { id } } } } } }',
  'pages by fragments': (size) =>
    `{ prompts(first: 1000) { nodes { ...P0 } } } ${times(Math.min(size, 12), (n) => `fragment P${n} on Prompt { versions(first: 1000) { nodes { ${n === Math.min(size, 12) - 1 ? 'id' : `...P${n + 1}`} } } }`, '\n')}`,
  'negative pages': () =>
    '{ prompts(first: -1000) { nodes { versions(first: 1000) { nodes { versions(first: 1000) { nodes { id } } } } } } }',
  'pages by a default': () =>
    'query ($n: Int = 1000) { prompts(first: $n) { nodes { versions(first: $n) { nodes { versions(first: $n) { nodes { id } } } } } } }',
  'a subscription of two': () =>
    'subscription { a: optimization(id: "x") { cursor } b: optimization(id: "y") { cursor } }',
  'a subscription by a fragment': () =>
    'subscription { ...F } fragment F on Subscription { a: optimization(id: "x") { cursor } __typename }',
  'a subscription of its type name': () => 'subscription { __typename }',
  'a subscription to the schema': () => 'subscription { __schema { types { name } } }',
  'a definition of a type': () => 'type Query { a: Int } { viewer { id } }',
  'an extension': () => 'extend type Query { a: Int } { viewer { id } }',
  nothing: () => '',
  'only a comment': () => '# nothing',
  'only a fragment': () => 'fragment A on Tenant { id }',
  'no text': (size) => String.fromCharCode(size % 32),
};

const sizes = [1, 5, 16, 31, 100, 500, 1_000, 3_000, 10_000, 50_000];

/** One of them, of a size that is drawn. */
export function hostileDocument(
  random: SeededRandom,
  run: number,
): { readonly name: string; readonly document: string } {
  const names = Object.keys(hostileDocuments);
  const name = names[run % names.length]!;
  const size = sizes[random.below(sizes.length)]!;
  return { name: `${name}, ${size}`, document: hostileDocuments[name]!(size) };
}
