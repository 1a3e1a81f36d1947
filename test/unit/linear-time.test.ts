import { describe, expect, test } from '@jest/globals';
import { narrowSchema } from '../../src/adaptation/narrow-schema.js';
import { schemaHas } from '../../src/adaptation/schema-has.js';
import { readPiece } from '../../src/datasets/import/read-piece.js';
import { contains } from '../../src/optimization/scoring/contains.js';
import { exactMatch } from '../../src/optimization/scoring/exact-match.js';
import { jsonFields } from '../../src/optimization/scoring/json-fields.js';
import { ThinkTags } from '../../src/openai-compatible/think-tags.js';
import { regex } from '../../src/optimization/scoring/regex.js';
import { uniqueCallIds, type JsonObject } from '../../src/sdk/index.js';
import { checkResponseFormat, jsonAnswer } from '../../src/use-cases/json-answer.js';

/** Doubles the time of a matcher that goes back with every further letter: so many take it seconds. */
const letters = 29;
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
const timeOf = (work: () => void): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

describe('an expression takes linear time', () => {
  test.each(['^(a+)+$', '^(a|a)*$', '^(a*)*b?$', '^([a-z]+)+\\d$'])('of a metric: %s', async (pattern) => {
    const metric = regex({ kind: 'regex', pattern });
    const example = { id: 'x', inputs: {} };
    await metric.score({ example, output: 'a' } as never);
    const took = timeOf(() => void metric.score({ example, output: `${'a'.repeat(letters)}!` } as never));
    expect(took).toBeLessThan(300);
  });

  test.each(['[a-z]{1000}\\d', '(?:a?){500}a{500}b'])('of a metric, or the answer has no score: %s', (pattern) => {
    const metric = regex({ kind: 'regex', pattern });
    const scored = (output: string) => metric.score({ example: { id: 'x', inputs: {} }, output } as never);
    expect(scored('ab'.repeat(500))).toMatchObject({ score: 0 });
    expect(timeOf(() => expect(() => scored('ab'.repeat(25_000))).toThrow(/too long/))).toBeLessThan(300);
  });

  test.each(['^(a+)+$', '^([a-z]+)+\\d$'])('of a JSON Schema: %s', (pattern) => {
    const format = { kind: 'json-schema' as const, schema: { type: 'string', pattern } };
    expect(jsonAnswer('"a"', format).problem === undefined).toBe(pattern === '^(a+)+$');
    const took = timeOf(() =>
      expect(jsonAnswer(JSON.stringify(`${'a'.repeat(letters)}!`), format).problem).toBeDefined(),
    );
    expect(took).toBeLessThan(300);
  });

  test.each([3_000, 1_000_000])('of an answer that goes on with %i empty lines in its fence', (lines) => {
    const took = timeOf(() =>
      expect(jsonAnswer(`\`\`\`json${'\n'.repeat(lines)}x`, { kind: 'json' }).problem).toMatch(/is not JSON/),
    );
    expect(took).toBeLessThan(300);
    for (const text of ['```json\n{}\n```', ' ```JSON \n\n{}\n ``` \n', '```\n{}\n```', ' {}\n']) {
      expect(jsonAnswer(text, { kind: 'json' })).toEqual({ value: {} });
    }
    for (const text of ['```', '```json', '```js\n{}\n```', '```{}```', '```json\n{}']) {
      expect(jsonAnswer(text, { kind: 'json' }).problem).toMatch(/is not JSON/);
    }
  });

  test('of many calls of one id, which are told apart', () => {
    const toolCalls = Array.from({ length: 128 }, () => ({ id: 'a', name: 'f', arguments: {} }));
    const messages = Array.from({ length: 400 }, () => ({ role: 'assistant' as const, content: '', toolCalls }));
    let ids: readonly string[] = [];
    const took = timeOf(() => {
      ids = uniqueCallIds(messages).flatMap((message) => message.toolCalls!.map(({ id }) => id));
    });
    expect([new Set(ids).size, ids[0], ids[1], ids.at(-1)]).toEqual([51_200, 'a', 'a_2', 'a_51200']);
    expect(took).toBeLessThan(1_000);
  });

  test('of a stream of empty lines, where thoughts may begin', () => {
    const tags = new ThinkTags();
    const took = timeOf(() => {
      for (let n = 0; n < 10_000; n++) tags.add('\n'.repeat(60));
    });
    expect(took).toBeLessThan(1_000);
    expect(tags.add('x').text).toBe(`${'\n'.repeat(600_000)}x`);
  });

  const ofNoEnd = Array.from({ length: 26 }, (_, at) => [
    `a${at}`,
    { anyOf: times(2, { $ref: `#/$defs/a${at + 1}` }) },
  ]);
  const inEach = { anyOf: times(2, { allOf: [{ properties: { x: { $ref: '#' } } }, false] }) };
  test.each([
    ['whose references multiply', { $ref: '#/$defs/a0', $defs: { ...Object.fromEntries(ofNoEnd), a26: false } }, '1'],
    ['whose references multiply with depth', inEach, `${'{"x":'.repeat(26)}{}${'}'.repeat(26)}`],
    ['that refers to itself for ever', { $ref: '#' }, '1'],
    ['with many loops', { allOf: times(300, { items: { type: 'number' } }) }, `[${'1,'.repeat(20_000)}1]`],
    ['with many patterns', { allOf: times(300, { pattern: 'a{100}c' }) }, `"${'a'.repeat(200_000)}"`],
  ])('of a JSON Schema %s: it is given up', (_, schema, text) => {
    const took = timeOf(() =>
      expect(jsonAnswer(text, { kind: 'json-schema', schema }).problem).toMatch(/takes too long/),
    );
    expect(took).toBeLessThan(4_000);
  });

  test('of a large JSON Schema and a long answer: it is held to it', () => {
    const properties = Object.fromEntries(times(600, { type: 'string' }).map((field, at) => [`p${at}`, field]));
    const format = { kind: 'json-schema', schema: { type: 'array', items: { properties } } } as const;
    const answer = (last: object) => jsonAnswer(JSON.stringify([...times(3_000, { p1: 'x' }), last]), format);
    expect(answer({}).problem).toBeUndefined();
    expect(answer({ p9: 1 }).problem).toMatch(/not as the schema has it/);
  });

  test('of a JSON Schema that wants unlike items', () => {
    const items = Array.from({ length: 20_000 }, (_, at) => ({ at }));
    const answerOf = (more: readonly object[]) =>
      jsonAnswer(JSON.stringify([...items, ...more]), { kind: 'json-schema', schema: { uniqueItems: true } });
    expect(timeOf(() => expect(answerOf([]).problem).toBeUndefined())).toBeLessThan(500);
    expect(answerOf([{ at: 7 }]).problem).toMatch(/not as the schema has it/);
  });

  test('of a JSON Schema that refers often to much, before anything is asked', () => {
    const fields = (count: number, field: JsonObject): JsonObject =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, field]));
    const $defs = { a: { properties: fields(300, { type: 'string' }) } };
    const schema = { properties: fields(100, { $ref: '#/$defs/a' }), $defs } as const;
    expect(timeOf(() => checkResponseFormat({ kind: 'json-schema', schema }))).toBeLessThan(1_500);
    const deep = JSON.parse(`${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)}`) as JsonObject;
    expect(() => checkResponseFormat({ kind: 'json-schema', schema: deep })).toThrow(/nests too deep/);
  });

  test.each(['(a)\\1', '(?=a)b', '(?<!a)b'])('or is refused: %s', (pattern) => {
    expect(() => regex({ kind: 'regex', pattern })).toThrow(/not a valid RE2 expression/);
  });
});

test('what a long list expects is looked for in little time', () => {
  const metric = contains({ kind: 'contains' });
  const expected = (items: number) => Array.from({ length: items }, (_, at) => `b${at}`);
  const answer = { example: { id: 'x', inputs: {}, expected: expected(1_000) }, output: 'ab'.repeat(10_000) };
  const took = timeOf(() => expect(metric.score(answer as never)).toMatchObject({ score: 0 }));
  expect(took).toBeLessThan(400);
  expect(metric.problem(expected(1_000))).toBeUndefined();
  expect(metric.problem(expected(1_001))).toBe('expects a list of more than 1000 items');
  expect(metric.problem('b'.repeat(20_001))).toBe('expects texts of more than 20000 characters');
});

test('why an answer is not the one expected is told in little time', () => {
  const fields = (count: number, name: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at}`, 1]));
  const took = timeOf(() => {
    const other = {
      example: { id: 'x', inputs: {}, expected: fields(1_000, 'a') },
      output: JSON.stringify(fields(10_000, 'b')),
    };
    expect(jsonFields({ kind: 'json-fields' }).score(other as never)).toMatchObject({ score: 0 });
    const longer = { example: { id: 'x', inputs: {}, expected: 'a'.repeat(30_000) }, output: 'a'.repeat(300_000) };
    expect(exactMatch({ kind: 'exact-match' }).score(longer as never)).toMatchObject({ score: 0 });
  });
  expect(took).toBeLessThan(700);
});

describe('a piece of a file takes little time', () => {
  const refusal = 'A piece has at most 10000 rows.';
  test.each([
    ['bad rows of JSONL', 'jsonl', 'x\n'.repeat(200_000)],
    ['bad rows of CSV', 'csv', `a\n${'b"c\n'.repeat(20_000)}`],
  ] as const)('where it is refused for too many %s: none of them is read', (_, format, text) => {
    const took = timeOf(() => expect(() => readPiece({ format, text })).toThrow(refusal));
    expect(took).toBeLessThan(400);
  });

  test('whose rows have the id of a large one', () => {
    const large = JSON.stringify({ id: 'a', inputs: { x: 'y '.repeat(100_000) } });
    const text = `${large}\n${'{"id":"a","inputs":{"x":1}}\n'.repeat(100)}`;
    const took = timeOf(() => expect(readPiece({ format: 'jsonl', text }).faults).toHaveLength(100));
    expect(took).toBeLessThan(400);
  });

  test('that has and names many columns', () => {
    const columns = Array.from({ length: 30_000 }, (_, index) => `c${index}`);
    const piece = { format: 'csv', text: '', columns, mapping: { input: columns, json: columns } } as const;
    expect(timeOf(() => void readPiece(piece))).toBeLessThan(400);
  });

  test.each([
    [10_000, ''],
    [9_999, '\n{}'],
  ])('and may have as many rows as it says: %i', (rows, more) => {
    expect(readPiece({ format: 'jsonl', text: '{}\n'.repeat(rows) + more }).faults).toHaveLength(10_000);
    expect(readPiece({ format: 'csv', text: `a\n${'b\n'.repeat(10_000)}` }).rows).toHaveLength(10_000);
  });
});

describe('a JSON Schema is spelled for a provider in little time', () => {
  const fieldsOf = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`);
  const properties = (names: readonly string[], field: JsonObject | true): JsonObject =>
    Object.fromEntries(names.map((name) => [name, field]));

  test('with many fields, all required', () => {
    const names = fieldsOf(30_000);
    const schema = { properties: properties(names, true), required: names.toReversed() };
    expect(timeOf(() => expect(narrowSchema(schema, { allRequired: true }).schema).toBe(schema))).toBeLessThan(400);
  });

  test('of many parts', () => {
    const allOf = fieldsOf(3_000).map((name) => ({ properties: { [name]: true }, required: [name, 'p0'] }));
    const took = timeOf(() => {
      const { schema, lossless } = narrowSchema({ allOf }, { mergedAllOf: true });
      expect(schema).toEqual({ properties: properties(fieldsOf(3_000), true), required: fieldsOf(3_000) });
      expect(lossless).toBe(true);
    });
    expect(took).toBeLessThan(400);
    expect(Object.keys(allOf[0]!.properties)).toEqual(['p0']);
  });

  test('that refers often to many fields', () => {
    const names = fieldsOf(2_000);
    const $defs = { a: { properties: properties(names, true), required: names.toReversed() } };
    const schema = { properties: properties(fieldsOf(600), { $ref: '#/$defs/a' }), $defs };
    expect(timeOf(() => expect(schemaHas(schema, { optionalAbove: 10 })).toBe(true))).toBeLessThan(1_500);
  });
});
