import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Example, Split } from '../../src/datasets/dataset-store.js';
import { splitExamples } from '../../src/datasets/split-examples.js';
import { seededRandom } from '../../src/optimization/seeded-random.js';

const make = (count: number, labels: number, pin?: Split): readonly Example[] =>
  Array.from({ length: count }, (_, index) => ({
    id: String(index),
    inputs: { text: `text ${index}` },
    expected: `label ${index % labels}`,
    ...(pin !== undefined && index < 5 ? { split: pin } : {}),
  }));

describe('splitExamples', () => {
  test('takes each example once and keeps the shares', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer(),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (count, labels, seed, validation, test) => {
          const split = splitExamples(make(count, labels), { validation, test }, seededRandom(seed));
          const all = [...split.train, ...split.validation, ...split.test];
          expect(all.map(({ id }) => Number(id)).toSorted((a, b) => a - b)).toEqual([...Array(count).keys()]);
          expect(Math.abs(split.validation.length - validation * count)).toBeLessThan(2);
          expect(Math.abs(split.test.length - test * count)).toBeLessThan(2);
        },
      ),
    );
  });

  test('is the same for the same seed alone', () => {
    const of = (seed: number) => splitExamples(make(60, 4), {}, seededRandom(seed)).test.map(({ id }) => id);
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  test('spreads few labels evenly', () => {
    const split = splitExamples(make(200, 20), {}, seededRandom(1));
    expect(split.test).toHaveLength(60);
    expect(split.validation).toHaveLength(60);
    for (const part of [split.test, split.validation, split.train]) {
      for (let label = 0; label < 20; label += 1) {
        expect(part.filter(({ expected }) => expected === `label ${label}`).length).toBeGreaterThanOrEqual(2);
      }
    }
  });

  test('leaves pinned examples where they are and fills their split with no others', () => {
    const split = splitExamples(make(50, 5, 'test'), {}, seededRandom(1));
    expect(split.test.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4']);
    expect(split.validation.length).toBeGreaterThan(11);
    expect(splitExamples(make(50, 5, 'test'), { test: 0.2 }, seededRandom(1)).test).toHaveLength(5 + 9);
  });

  test('keeps equal inputs on one side, whatever the order of their fields', () => {
    const twins = (seed: number) => {
      const examples = make(40, 1).flatMap(({ id, expected }) => [
        { id: `${id}a`, inputs: { x: id, y: 1 }, expected },
        { id: `${id}b`, inputs: { y: 1, x: id }, expected },
      ]);
      const split = splitExamples(examples, {}, seededRandom(seed));
      return [split.train, split.validation, split.test].every((part) =>
        part.every(({ id }) =>
          part.some((other) => other.id === id.replace(/.$/, (letter) => (letter === 'a' ? 'b' : 'a'))),
        ),
      );
    };
    for (let seed = 0; seed < 20; seed += 1) expect(twins(seed)).toBe(true);
  });

  test.each([{ validation: -0.1 }, { test: 1.1 }, { test: NaN }, { validation: 0.7, test: 0.7 }])(
    'refuses %j',
    (shares) => {
      expect(() => splitExamples(make(10, 2), shares, seededRandom(1))).toThrow(
        expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      );
    },
  );
});
