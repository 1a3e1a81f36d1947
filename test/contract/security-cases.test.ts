import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');

interface Proof {
  readonly file: string;
  readonly test: string;
}
interface Row {
  readonly asset?: string;
  readonly case?: number;
  readonly fault?: string;
  readonly tests: readonly Proof[];
  /** Why there is no test, or what of it is done otherwise. */
  readonly note?: string;
}
type Table = 'threats' | 'cases' | 'upstreamFaults' | 'serverFaults';

const tables = JSON.parse(readFileSync(path.join(import.meta.dirname, 'security-cases.json'), 'utf8')) as Readonly<
  Record<Table, readonly Row[]>
>;
const numbers = [
  1, 2, 3, 7, 10, 11, 14, 16, 17, 19, 21, 23, 24, 25, 26, 27, 29, 30, 31, 32, 34, 36, 37, 39, 40, 42, 45, 46, 48, 50,
  52,
];
const rows = Object.values(tables).flatMap((table) =>
  table.map((row) => [row.asset ?? row.fault ?? `case ${row.case}`, row] as const),
);
/** As they stand in a source, whatever quotes are around them and whatever had to be escaped. */
const titles = (text: string) => text.replaceAll(/\\(['"`])/g, '$1');

describe('what the threat model lists', () => {
  test('is all there: threats, cases, faults of upstreams and of the server', () => {
    expect(tables.cases.map((row) => row.case)).toEqual(numbers);
    expect([tables.threats.length, tables.upstreamFaults.length, tables.serverFaults.length]).toEqual([17, 10, 12]);
    expect(new Set(rows.map(([name]) => name)).size).toBe(rows.length);
  });

  test.each(rows)('has tests that are there, or a reason: %s', (_, { tests, note }) => {
    expect(tests.length > 0 || (note ?? '').length > 40).toBe(true);
    for (const proof of tests) {
      expect(proof.test.length).toBeGreaterThan(2);
      expect([proof.file, existsSync(path.join(root, proof.file))]).toEqual([proof.file, true]);
      const found = titles(readFileSync(path.join(root, proof.file), 'utf8')).includes(proof.test);
      expect([proof.file, proof.test, found]).toEqual([proof.file, proof.test, true]);
    }
  });
});
