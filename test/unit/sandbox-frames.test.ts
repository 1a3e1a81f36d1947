import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Frames, toFrame } from '../../src/sandbox/frames.js';
import { readVerdict } from '../../src/sandbox/verdict.js';

describe('frames between the server and a sandbox', () => {
  test('come out as they went in, however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (values, cuts) => {
          const bytes = Buffer.concat(values.map(toFrame));
          const frames = new Frames(1_000_000);
          const out: unknown[] = [];
          for (let at = 0; at < bytes.length;) {
            const size = cuts.next().value as number;
            out.push(...frames.take(bytes.subarray(at, at + size)));
            at += size;
          }
          expect(JSON.stringify(out)).toBe(JSON.stringify(values));
        },
      ),
    );
  });

  test('are refused by their length before they have come', () => {
    const header = Buffer.alloc(4);
    header.writeUInt32BE(0xffff_ffff);
    expect(() => new Frames(1_000).take(header)).toThrow(RangeError);
    expect(() => new Frames(1_000).take(toFrame('x'.repeat(1_000)))).toThrow(RangeError);
    expect(() => new Frames(1_000).take(Buffer.from('0000000161', 'hex').subarray(0, 5))).toThrow(SyntaxError);
  });

  test('from a child that says something else are no verdict', () => {
    const odd = [
      null,
      1,
      'x',
      [],
      {},
      { n: '1' },
      { n: 1, score: 2 },
      { n: 1, score: '1' },
      { n: 1, score: 1, feedback: {} },
    ];
    const faults = [
      { fault: 'else' },
      { fault: 'threw', kind: 'my secret!' },
      { fault: 'threw', line: -1 },
      { fault: 'threw', column: {} },
    ];
    for (const said of [...odd, ...faults.map((fault) => Object.assign(fault, { n: 1 }))])
      expect(readVerdict(said)).toBeUndefined();
    expect(readVerdict({ n: 1, score: 1, more: 'x' })).toEqual({ n: 1, score: 1, feedback: undefined });
  });
});
