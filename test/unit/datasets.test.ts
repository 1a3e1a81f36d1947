import { describe, expect, test } from '@jest/globals';
import type { ExampleInput } from '../../src/datasets/check-example.js';
import fc from 'fast-check';
import { checkExamples } from '../../src/datasets/check-examples.js';
import { checkNewExamples } from '../../src/datasets/check-new-examples.js';
import { nearKey } from '../../src/datasets/example-keys.js';
import { sampleAllotments } from '../../src/datasets/sample-allotments.js';

const example: ExampleInput = { inputs: { text: 'hello' }, expected: 'greeting' };

describe('checkExamples', () => {
  test('keeps customers’ ids and makes the others, the same each time', () => {
    const inputs = [{ ...example, id: '2' }, { inputs: { text: 'bye' } }, { inputs: { text: 'so long' } }];
    const ids = checkExamples(inputs).map(({ id }) => id);
    expect(ids[0]).toBe('2');
    expect(new Set(ids).size).toBe(3);
    expect(checkExamples(inputs).map(({ id }) => id)).toEqual(ids);
  });

  test('keeps once what is given twice, by inputs, answer and split', () => {
    const { inputs } = { inputs: { a: 1, b: 'x' } };
    const given = [
      { inputs, expected: 'y' },
      { inputs: { b: 'x', a: 1 }, expected: 'y', feedback: 'because' },
      { inputs, expected: 'z' },
      { inputs, expected: 'y', split: 'test' as const },
      { inputs },
      { inputs, expected: null },
    ];
    expect(checkExamples(given).map(({ id }) => id)).toEqual(['1', '3', '4', '5', '6']);
  });

  test('makes ids of the form of its own anew', () => {
    expect(checkNewExamples([{ ...example, id: '#7' }])[0]).toEqual(example);
  });

  test('tells no expected value from one of null', () => {
    const [without, none] = checkExamples([{ inputs: { a: 1 } }, { inputs: { a: 1 }, expected: null }]);
    expect(Object.hasOwn(without!, 'expected')).toBe(false);
    expect(none!.expected).toBeNull();
  });

  const canary = 'canary-value';
  const deep = JSON.parse(`${'['.repeat(60)}1${']'.repeat(60)}`) as never;
  test.each<[string, ExampleInput[], RegExp]>([
    ['none at all', [], /at least one/],
    ['too many', Array.from({ length: 10_001 }, () => example), /10000/],
    ['inputs without a field', [example, { inputs: {} }], /Example 2 /],
    ['inputs that are a list', [{ inputs: [canary] as never }], /Example 1 /],
    [
      'a repeated id',
      [
        { ...example, id: canary },
        { ...example, id: canary, expected: 'another' },
      ],
      /Example 2 .*`id`/,
    ],
    ['an id with a line break', [{ ...example, id: `${canary}\n` }], /`id`/],
    ['a NUL', [{ inputs: { text: `${canary}\u0000` } }], /NUL/],
    ['half a surrogate pair', [{ inputs: { text: `${canary}\ud800` } }], /surrogate/],
    ['a number that is none', [{ inputs: { value: NaN } }], /finite/],
    ['a field named __proto__', [{ inputs: JSON.parse(`{"__proto__": "${canary}"}`) as never }], /__proto__/],
    ['too deep a nest', [{ inputs: { value: deep } }], /32 levels/],
    ['too large an example', [{ inputs: { text: canary.repeat(30_000) } }], /256 KiB/],
    ['too large a set', Array.from({ length: 100 }, () => ({ inputs: { text: 'x'.repeat(200_000) } })), /16 MiB/],
    ['an unknown split', [{ ...example, split: canary as never }], /`split`/],
  ])('refuses %s', (_, inputs, message) => {
    let told = '';
    try {
      checkExamples(inputs);
    } catch (error) {
      expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
      told = (error as Error).message;
    }
    expect(told).toMatch(message);
    expect(told).not.toContain(canary);
  });
});

describe('sampleAllotments', () => {
  test('takes as many as are asked for, none that is not there, and small splits whole', () => {
    const size = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 5_000_000 }));
    const sizes = fc.record({ train: size, validation: size, test: size, free: size });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 10_000 }), (there, most) => {
        const taken = sampleAllotments(there, most);
        const parts = ['train', 'validation', 'test', 'free'] as const;
        const sum = (of: typeof there) => parts.reduce((total, part) => total + of[part], 0);
        expect(sum(taken)).toBe(Math.min(most, sum(there)));
        for (const part of parts) {
          expect(taken[part]).toBeLessThanOrEqual(there[part]);
          if (there[part] <= Math.floor(most * 0.15) - 1) expect(taken[part]).toBe(there[part]);
        }
      }),
    );
  });
});

describe('nearKey', () => {
  const near = (one: string, other: string) =>
    nearKey({ inputs: { text: one } }) === nearKey({ inputs: { text: other } });

  test.each([
    ['Where is it?', '  where\nis it'],
    ['“Quoted”, she said…', "'quoted' she said"],
    ['ＡＢＣ １', 'abc 1'],
  ])('is the same for %j and %j', (one, other) => expect(near(one, other)).toBe(true));

  test.each([
    ['2 + 3', '2 - 3'],
    ['1.5', '15'],
    ['( ) [', '( ) ]'],
    ['not (a and b)', 'not a and b'],
    ['?', '!'],
    ['', '.'],
  ])('tells %j from %j', (one, other) => expect(near(one, other)).toBe(false));

  test('tells fields apart, but not their order', () => {
    expect(nearKey({ inputs: { a: 'X', b: ['y!'] } })).toBe(nearKey({ inputs: { b: ['Y'], a: 'x' } }));
    expect(nearKey({ inputs: { a: 'x' } })).not.toBe(nearKey({ inputs: { b: 'x' } }));
    expect(nearKey({ inputs: { a: 1 } })).not.toBe(nearKey({ inputs: { a: '1' } }));
  });
});
