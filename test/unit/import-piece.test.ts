import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ImportPiece } from '../../src/datasets/import/import-piece.js';
import { readPiece } from '../../src/datasets/import/read-piece.js';

const csv = (text: string, more: Partial<ImportPiece> = {}) => readPiece({ format: 'csv', text, ...more });
const jsonl = (text: string, more: Partial<ImportPiece> = {}) => readPiece({ format: 'jsonl', text, ...more });
const examples = ({ rows }: ReturnType<typeof readPiece>) => rows.map(({ example }) => example);
const mapping = { input: ['q'], expected: 'a' };
const canary = 'canary-value';

describe('a piece of CSV', () => {
  test('is rows under a header: quotes, line breaks, BOM, CRLF, blank lines', () => {
    const text = '\ufeffq,a,n\r\n"Say ""hi"",\r\nplease",x,1\r\n\r\nplain,"",2\r\n, y ,3\r\n';
    const read = csv(text, { mapping });
    expect(examples(read)).toEqual([
      { inputs: { q: 'Say "hi",\r\nplease' }, expected: 'x' },
      { inputs: { q: 'plain' } },
      { inputs: { q: '' }, expected: ' y ' },
    ]);
    expect(read.rows.map(({ line }) => line)).toEqual([2, 5, 6]);
    expect(read).toMatchObject({ columns: ['q', 'a', 'n'], faults: [], nextLine: 7 });
  });

  test('keeps cells as text, and reads JSON where told', () => {
    const text = 'q,n,a,split,id,why\n007,1e3,"[1, ""x""]",TEST,9,because\n1,,,,,\n';
    const mapping = { expected: 'a', split: 'split', id: 'id', feedback: 'why', json: ['n', 'a'] };
    expect(examples(csv(text, { mapping }))).toEqual([
      { id: '9', inputs: { q: '007', n: 1000 }, expected: [1, 'x'], split: 'test', feedback: 'because' },
      { inputs: { q: '1', n: null } },
    ]);
  });

  test('goes on in a next piece with the columns and the line of the one before', () => {
    const first = csv('q;a\n1;x\n', { delimiter: ';', mapping });
    const { columns, nextLine: line } = first;
    const second = csv('"2\n";y\n3', { delimiter: ';', mapping, columns, line });
    expect(second.rows).toEqual([{ line: 3, example: { inputs: { q: '2\n' }, expected: 'y' } }]);
    expect(second.faults).toEqual([{ line: 5, problem: 'has 1 cells where the header has 2' }]);
  });

  test('tells of each bad row where it is and what is wrong, and no value', () => {
    const rows = [
      'x,y,',
      `${canary} 5" pipe,ok,`,
      `"${canary}"x,y,`,
      `a,b,c,${canary}`,
      `x,y,${canary}`,
      'fine,z,test',
      `"${canary}`,
    ];
    const read = csv(`q,a,s\n${rows.join('\n')}`, { mapping: { ...mapping, split: 's' } });
    expect(examples(read)).toHaveLength(2);
    expect(read.faults.map(({ line, field }) => [line, field])).toEqual([
      [3, undefined],
      [4, undefined],
      [5, undefined],
      [6, 's'],
      [8, undefined],
    ]);
    expect(JSON.stringify(read.faults)).not.toContain(canary);
    expect(read.faults.at(-1)!.problem).toMatch(/never closed/);
  });

  test.each<[string, string, Partial<ImportPiece>, RegExp]>([
    ['no header', '', {}, /header/],
    ['a column twice', `${canary},${canary}\n1,2`, {}, /twice/],
    ['CR alone', `q,a\r${canary},2\r`, {}, /CR/],
    ['a column that is not there', `${canary},a\n1,2`, { mapping }, /no column `q`/],
    ['a header that is no CSV', `"${canary}"x,a\n`, {}, /header/],
    ['another delimiter', `a\n`, { delimiter: canary }, /comma/],
    ['two roles', 'q,a\n', { mapping: { input: ['q'], expected: 'q' } }, /two roles/],
    ['no input', 'q,a\n', { mapping: { input: [] } }, /at least one/],
    ['too many rows', `q\n${'x\n'.repeat(10_001)}`, {}, /10000 rows/],
    ['a line that is none', 'q\n', { line: 0 }, /`line`/],
    ['another format', 'q\n', { format: canary as never }, /`format`/],
  ])('refuses %s', (_, text, more, message) => {
    expect(() => csv(text, more)).toThrow(message);
    expect(() => csv(text, more)).not.toThrow(canary);
  });

  test('gives back what a writer of CSV wrote, wherever its pieces end', () => {
    const cell = fc.oneof(
      fc.constantFrom('', '"', '\n', 'a,b', 'x\r\ny'),
      fc.string({ maxLength: 6, unit: 'grapheme' }),
    );
    const written = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), fc.nat(8), (table, cut) => {
        const rows = table.map(([one, two]) => ({ one: `.${one}`, two }));
        const line = (row: { one: string; two: string }) => `${written(row.one)},${written(row.two)}\n`;
        const first = csv(`one,two\n${rows.slice(0, cut).map(line).join('')}`);
        const { columns, nextLine } = first;
        const second = csv(rows.slice(cut).map(line).join(''), { columns, line: nextLine });
        expect([...examples(first), ...examples(second)].map(({ inputs }) => inputs)).toEqual(
          rows.filter(({ one, two }) => !`${one}${two}`.includes('\0')),
        );
      }),
    );
  });
});

describe('a piece of JSONL', () => {
  test('is examples as they are, or fields with roles', () => {
    expect(
      examples(
        jsonl('{"inputs":{"q":1},"expected":null,"split":"TRAIN","id":7}\r\n\n{"inputs":{"q":2},"feedback":null}'),
      ),
    ).toEqual([{ id: '7', inputs: { q: 1 }, expected: null, split: 'train' }, { inputs: { q: 2 } }]);
    expect(examples(jsonl('{"q":["x"],"a":"","other":1}\n{"q":{},"a":{"n":1}}\n{"q":0}', { mapping }))).toEqual([
      { inputs: { q: ['x'] }, expected: '' },
      { inputs: { q: {} }, expected: { n: 1 } },
      { inputs: { q: 0 } },
    ]);
  });

  test('tells of each bad row where it is and what is wrong, and no value', () => {
    const rows = [
      `{"${canary}"`,
      `["${canary}"]`,
      `{"inputs":{},"expected":"${canary}"}`,
      `{"${canary}":1,"inputs":{"a":1}}`,
      `{"inputs":{"a":"\\u0000${canary}"}}`,
      `{"inputs":{"a":1},"split":"${canary}"}`,
      `{"inputs":{"a":1},"id":{"${canary}":1}}`,
      `{"inputs":{"a":1},"id":"one"}`,
      `{"inputs":{"a":2},"id":"one"}`,
      `{"inputs":{"__proto__":1}}`,
      `{"inputs":"${canary}"}`,
      `{"inputs":{"a":1},"id":12345678901234567890}`,
    ];
    const read = jsonl(rows.join('\n'), { line: 11 });
    expect(read.rows.map(({ line }) => line)).toEqual([18]);
    expect(read.faults.map(({ line }) => line)).toEqual([11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22]);
    expect(JSON.stringify(read.faults)).not.toContain(canary);
    expect(jsonl(`{"${canary} x":1}`, { mapping: { input: [`${canary} y`] } }).faults).toEqual([
      { line: 1, problem: 'has no a field of the mapping' },
    ]);
  });
});
