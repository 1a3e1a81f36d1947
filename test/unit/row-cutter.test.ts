import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RowCutter, type CutOptions } from '../../src/cli/dataset/row-cutter.js';
import { readPiece } from '../../src/datasets/import/read-piece.js';

const cut = (chunks: readonly string[], options: CutOptions) => {
  const cutter = new RowCutter(options);
  return [...chunks.flatMap((chunk) => cutter.add(chunk)), ...cutter.end()];
};
const csv = { delimiter: ',' };

describe('RowCutter', () => {
  test('gives a header alone, then whole rows, with the lines at which they begin', () => {
    const text = '\na,b\n1,"x\ny"\n2,"say ""hi""\n"\n3,5" pipe\n\n4,z';
    expect(cut([text], { csv, mostRows: 2 })).toEqual([
      { text: '\na,b\n', line: 1 },
      { text: '1,"x\ny"\n2,"say ""hi""\n"\n', line: 3 },
      { text: '3,5" pipe\n\n', line: 7 },
      { text: '4,z', line: 9 },
    ]);
  });

  test('begins at a line, with the header all the same', () => {
    const text = 'a,b\n1,"x\ny"\n2,z\n3,z\n';
    expect(cut([text], { csv, fromLine: 4 })).toEqual([
      { text: 'a,b\n', line: 1 },
      { text: '2,z\n3,z\n', line: 4 },
    ]);
    expect(cut(['{}\n[]\n{}\n'], { fromLine: 2 })).toEqual([{ text: '[]\n{}\n', line: 2 }]);
  });

  test('does not wait for ever for the end of a row', () => {
    const cutter = new RowCutter({ csv });
    expect(() => cutter.add(`a\n1\n"${'x\n'.repeat(3_000_000)}`)).toThrow(/line 3 has no end/);
  });

  test('cuts so that all pieces together are read as the whole would be, however the text comes', () => {
    const cell = fc.constantFrom('', 'x', '"a,b"', '"\n"', '"""\n,"', '"x\r\ny"', 'no " quote', ' "', '7');
    const row = fc.tuple(cell, cell).map((cells) => `${cells.join(',')}\n`);
    const settings = fc.record({ rows: fc.array(row, { maxLength: 12 }), chunk: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 40 }), (given, rows, size) => {
        const text = `one,two\n${given.rows.join('')}`;
        const chunks = Array.from({ length: Math.ceil(text.length / given.chunk) }, (_, at) =>
          text.slice(at * given.chunk, (at + 1) * given.chunk),
        );
        const pieces = cut(chunks, { csv, mostRows: rows, mostCharacters: size });
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        const whole = readPiece({ format: 'csv', text });
        const read = pieces.map((piece, at) =>
          readPiece({ format: 'csv', ...piece, ...(at === 0 ? {} : { columns: ['one', 'two'] }) }),
        );
        expect(read.flatMap((piece) => piece.rows)).toEqual(whole.rows);
        expect(read.flatMap((piece) => piece.faults)).toEqual(whole.faults);
      }),
    );
  });
});
