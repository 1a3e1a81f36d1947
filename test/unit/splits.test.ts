import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Example, Split } from '../../src/datasets/dataset-store.js';
import { splitExamples } from '../../src/datasets/split-examples.js';
import { withoutLeaks } from '../../src/datasets/without-leaks.js';
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

  test('gives each label its shares, within one row, and keeps pins', () => {
    const labels = fc.array(fc.integer({ min: 4, max: 40 }), { minLength: 2, maxLength: 8 });
    const share = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(labels, share, share, fc.integer(), (sizes, validation, test, seed) => {
        const examples = sizes.flatMap((size, label) =>
          Array.from({ length: size }, (_, n) => ({ id: `${label}-${n}`, inputs: { n, label }, expected: label })),
        );
        const pinned = { id: 'pin', inputs: { n: 'pinned' }, expected: 0, split: 'validation' as const };
        const split = splitExamples([...examples, pinned], { validation, test }, seededRandom(seed));
        expect(split.validation).toContain(pinned);
        for (const [label, size] of sizes.entries()) {
          for (const [part, of] of [
            [split.validation, validation],
            [split.test, test],
            [split.train, 1 - validation - test],
          ] as const) {
            const rows = part.filter((example) => example.expected === label && example !== pinned).length;
            expect(Math.abs(rows - of * size)).toBeLessThan(1 + 1e-6);
          }
        }
      }),
    );
  });

  test('gives each split small and large numbers alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 300 }), fc.integer(), (count, seed) => {
        const examples = Array.from({ length: count }, (_, n) => ({
          id: `${n}`,
          inputs: { n },
          expected: n % 2 === 0 ? n * n * 1.5 : `${n * n * 1.5}`,
        }));
        const { test } = splitExamples(examples, {}, seededRandom(seed));
        const quarters = [0, 1, 2, 3].map(
          (at) => test.filter(({ inputs: { n } }) => Math.floor((4 * Number(n)) / count) === at).length,
        );
        for (const rows of quarters) expect(Math.abs(rows - test.length / 4)).toBeLessThan(5);
      }),
    );
  });

  test('is the same in whatever order, and moves few when some are added', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer(),
        fc.integer({ min: 1, max: 20 }),
        (labels, seed, more) => {
          const before = make(300, labels);
          const after = make(300 + more, labels).toReversed();
          const placeOf = (examples: readonly Example[]) => {
            const split = splitExamples(examples, {}, seededRandom(seed));
            return new Map(
              (['train', 'validation', 'test'] as const).flatMap((part) =>
                split[part].map(({ id }) => [id, part] as const),
              ),
            );
          };
          const [old, fresh] = [placeOf(before), placeOf(after)];
          expect(placeOf(before.toReversed())).toEqual(old);
          const moved = before.filter(({ id }) => old.get(id) !== fresh.get(id)).length;
          expect(moved).toBeLessThanOrEqual(2 * more + 3 * labels);
        },
      ),
    );
  });

  test('keeps nearly equal inputs on one side, with what is pinned', () => {
    const free = make(40, 1).flatMap(({ id, inputs }) => [
      { id: `${id}a`, inputs },
      { id: `${id}b`, inputs: { text: ` ${JSON.stringify(inputs['text']).toUpperCase()}!` } },
    ]);
    const pinned = { id: 'pin', inputs: { text: 'Text 3?' }, split: 'test' as const };
    const split = splitExamples([...free, pinned], { test: 0.2 }, seededRandom(3));
    const ids = (part: readonly Example[]) => part.map(({ id }) => id.slice(0, -1));
    expect(split.test.map(({ id }) => id)).toEqual(expect.arrayContaining(['3a', '3b', 'pin']));
    expect(ids(split.train).filter((id) => [...ids(split.test), ...ids(split.validation)].includes(id))).toEqual([]);
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

describe('withoutLeaks', () => {
  const of = (id: string, text: string) => ({ id, inputs: { text } });

  test('leaves what stands in several splits in the most held-out one', () => {
    const { split, leaks } = withoutLeaks({
      train: [of('a', 'one'), of('b', 'TWO.'), of('c', 'three'), of('d', '3 - 1')],
      validation: [of('e', 'One!'), of('f', 'two'), of('g', 'four')],
      test: [of('h', 'one'), of('i', 'one'), of('j', '3 + 1')],
    });
    expect(split.test.map(({ id }) => id)).toEqual(['h', 'i', 'j']);
    expect(split.validation.map(({ id }) => id)).toEqual(['f', 'g']);
    expect(split.train.map(({ id }) => id)).toEqual(['c', 'd']);
    expect(leaks).toEqual({ train: ['a', 'b'], validation: ['e'] });
  });

  test('finds nothing in what splitExamples drew', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 60 }), fc.integer(), (texts, seed) => {
        const examples = texts.map((text, n) => of(`${n}`, text));
        const drawn = splitExamples(examples, {}, seededRandom(seed));
        expect(withoutLeaks(drawn)).toEqual({ split: drawn, leaks: { train: [], validation: [] } });
      }),
    );
  });
});
