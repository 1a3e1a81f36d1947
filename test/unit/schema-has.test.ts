import { describe, expect, it } from '@jest/globals';
import { conditionHolds } from '../../src/adaptation/condition-holds.js';
import { schemaHas } from '../../src/adaptation/schema-has.js';
import type { JsonObject } from '../../src/sdk/index.js';

const closed = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };
const list = {
  $ref: '#/$defs/node',
  $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } }, required: ['next'] } },
};
const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, {}]));

describe('what a schema has', () => {
  it.each<[string, JsonObject, boolean]>([
    ['nothing of it', closed, false],
    [
      'a definition used twice, side by side',
      { anyOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/a' }], $defs: { a: closed } },
      false,
    ],
    ['itself, by a definition', list, true],
    ['itself, as a whole', { type: 'object', properties: { inner: { $ref: '#' } } }, true],
    ['a reference that leads nowhere', { $ref: '#/$defs/none' }, false],
  ])('is told to contain itself: %s', (_, schema, expected) => {
    expect(schemaHas(schema, { recursive: true })).toBe(expected);
  });

  it.each<[JsonObject, boolean]>([
    [closed, false],
    [{ type: 'object' }, true],
    [{ type: ['object', 'null'] }, true],
    [{ ...closed, additionalProperties: true }, true],
    [{ type: 'array', items: { type: 'object', properties: {}, additionalProperties: { type: 'string' } } }, true],
    [{ type: 'object', properties: { a: { type: 'string' } } }, false],
    [{ type: 'string' }, false],
  ])('is told to be open: %j', (schema, expected) => {
    expect(schemaHas(schema, { open: true })).toBe(expected);
  });

  it('is counted in optional fields, wherever they stand', () => {
    const nested = { type: 'object', properties: { a: { type: 'object', properties: fields(3) } }, required: ['a'] };
    expect([2, 3].map((optionalAbove) => schemaHas(nested, { optionalAbove }))).toEqual([true, false]);
    expect(schemaHas(undefined, { optionalAbove: 0, recursive: true, open: true })).toBe(false);
  });

  it('limits a quirk to requests for such a schema, and never takes long', () => {
    const asked = (schema: JsonObject) => ({
      model: 'm',
      messages: [],
      parameters: {},
      responseFormat: { kind: 'json-schema' as const, schema },
    });
    expect(conditionHolds({ schema: { recursive: true } }, asked(list))).toBe(true);
    expect(conditionHolds({ schema: { recursive: true } }, asked(closed))).toBe(false);
    const wide: Record<string, JsonObject> = { d0: closed };
    for (let at = 1; at < 40; at++) {
      wide[`d${at}`] = { anyOf: [{ $ref: `#/$defs/d${at - 1}` }, { $ref: `#/$defs/d${at - 1}` }] };
    }
    const started = performance.now();
    expect(schemaHas({ $ref: '#/$defs/d39', $defs: wide }, { recursive: true })).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
