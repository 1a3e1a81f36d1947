import type { SeededRandom } from '../../src/optimization/seeded-random.js';

const half = String.fromCharCode(0xd8_00);
const nul = String.fromCharCode(0);

/** A number, or whatever else, that stands in the request exactly as written here. */
export class AsWritten {
  constructor(readonly json: string) {}
  toJSON(): string {
    return `@written:${this.json}@`;
  }
}

/** JSON with what JSON.stringify has no spelling for. */
export const writeJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"@written:([^"]*)@"/g, (_, text: string) => text);

const written = (json: string) => new AsWritten(json);

export const oddNumbers: readonly unknown[] = [
  0,
  written('-0'),
  -1,
  1,
  0.1,
  -0.000_1,
  1.5,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  1e21,
  1e308,
  -1e308,
  written('1e999'),
  written('-1e999'),
  written('1e-400'),
  written('123456789012345678901234567890'),
  5e-324,
  'NaN',
  'Infinity',
  '1',
];

/** Texts that have broken somebody's program. */
export const oddTexts: readonly string[] = [
  '',
  ' ',
  '\n',
  nul,
  `a${nul}b`,
  half,
  `x${half}y`,
  `${String.fromCharCode(0xdc_00)}${half}`,
  '\u{1F469}\u{200d}\u{1F469}\u{200d}\u{1F466}\u{1F1FA}\u{1F1F3}',
  '\u{202e}txet desrever\u{202c}',
  'a\u{1dcf}\u{321}\u{327}'.repeat(20),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../../etc/passwd',
  '/etc/passwd',
  'C:\\nul',
  "'; drop table tenants; --",
  '" or ""="',
  "1' union select null, version() --",
  '$1',
  '%s%n',
  '%00',
  '${7*7}',
  '{{constructor}}',
  '{{',
  '{{#each x}}',
  '<script>alert(1)</script>',
  'null',
  'undefined',
  'true',
  '0',
  '-1',
  '[]',
  '{}',
  '\u{feff}bom',
  'line\r\nX-Injected: yes',
  '\u2028\u2029',
  '\u{fb00}\u{2167}\u{2460}',
  '\u{130}\u{131}\u{17f}K',
  'alias:',
  'alias:__proto__',
  'openai/',
  '/gpt-5',
  '//',
  'openai//gpt',
  'sandbox/../openai/gpt-4o',
  'byom_0123456789ab_secret',
  'a'.repeat(300),
  '\u{e9}'.repeat(5_000),
  '=cmd|calc!A1',
];

export const oddMoments: readonly unknown[] = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  '-271821-04-20T00:00:00.000Z',
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-06-30T23:59:60Z',
  '2026-01-01',
  '2026-01-01T00:00:00',
  '2026-01-01T00:00:00+14:00',
  '2026-01-01T24:00:00Z',
  'now',
  0,
  -1,
  1e21,
  8.64e15,
  1_700_000_000_000,
];

const pageOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
export const oddCursors: readonly string[] = [
  '',
  'x',
  '!!!!',
  'AAAA',
  '====',
  pageOf(null),
  pageOf([]),
  pageOf({}),
  pageOf([1, 2, 3]),
  pageOf(['2026-01-01', 'x']),
  pageOf("'; select pg_sleep(9) --"),
  pageOf({ id: { $gt: '' } }),
  Buffer.from('2026-01-01T00:00:00.000Z,x').toString('base64'),
  Buffer.from([0xff, 0xfe, 0]).toString('base64url'),
  '9'.repeat(50),
  '-1',
  '1e308',
  '0',
];

/** Odd at random; now and then of a megabyte. */
export function oddText(random: SeededRandom): string {
  const chance = random.below(400);
  if (chance === 0) return 'm'.repeat(1_000_000);
  if (chance === 1) return '\n'.repeat(100_000);
  if (chance < 20) return Array.from({ length: 24 }, () => String.fromCharCode(random.below(0x1_00_00))).join('');
  return oddTexts[random.below(oddTexts.length)]!;
}

export function oddJson(random: SeededRandom, depth = 0): unknown {
  switch (random.below(depth > 4 ? 6 : 11)) {
    case 0:
      return oddNumbers[random.below(oddNumbers.length)];
    case 1:
      return oddText(random);
    case 2:
      return null;
    case 3:
      return random.below(2) === 0;
    case 4:
      return written(`${'['.repeat(2_000)}${']'.repeat(2_000)}`);
    case 5:
      return written('{"a":1,"a":2,"a":{"__proto__":{"polluted":true}}}');
    case 6:
      return written('{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":1}}}');
    case 7:
      return Array.from({ length: random.below(6) }, () => oddJson(random, depth + 1));
    case 8:
      return Array.from({ length: 2_000 }, (_, index) => index);
    default:
      return Object.fromEntries(
        Array.from({ length: 1 + random.below(4) }, () => [oddText(random).slice(0, 40), oddJson(random, depth + 1)]),
      );
  }
}
