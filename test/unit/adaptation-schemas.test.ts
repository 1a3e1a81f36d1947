import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@jest/globals';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import type { JsonObject, StrictSchema } from '../../src/sdk/index.js';
import { adapt, failure, modelWith, request } from '../support/adaptation-setting.js';

type Wishes = Omit<StrictSchema, 'kind' | 'of'>;
const whole = { type: 'object', required: ['a'], properties: { a: { type: 'string' } }, additionalProperties: false };

/** What a schema becomes, and whether it still demands all that it did. */
const cases: Record<string, [wishes: Wishes, asked: JsonObject, sent: JsonObject, lossless: boolean]> = {
  'objects are closed, at every depth': [
    { closed: true },
    { type: 'object', properties: { a: { type: 'array', items: { type: 'object', properties: {} } } } },
    {
      type: 'object',
      properties: { a: { type: 'array', items: { type: 'object', properties: {}, additionalProperties: false } } },
      additionalProperties: false,
    },
    true,
  ],
  'what may be added is lost where objects are closed': [
    { closed: true },
    { type: 'object', properties: {}, additionalProperties: { type: 'number' } },
    { type: 'object', properties: {}, additionalProperties: false },
    false,
  ],
  'optional properties become nullable': [
    { allRequired: true },
    {
      type: 'object',
      required: ['a'],
      properties: {
        a: { type: 'string' },
        b: { type: 'string', enum: ['x'] },
        c: { anyOf: [{ type: 'number' }] },
        d: { $ref: '#/$defs/d' },
      },
    },
    {
      type: 'object',
      required: ['a', 'b', 'c', 'd'],
      properties: {
        a: { type: 'string' },
        b: { type: ['string', 'null'], enum: ['x', null] },
        c: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        d: { anyOf: [{ $ref: '#/$defs/d' }, { type: 'null' }] },
      },
    },
    true,
  ],
  'bounds of arrays are said in words where they allow too many items together': [
    { mostItems: 10 },
    {
      type: 'array',
      maxItems: 6,
      items: { type: 'object', properties: { maxItems: { type: 'array', items: { type: 'number' }, maxItems: 5 } } },
    },
    {
      type: 'array',
      description: 'maxItems: 6',
      items: {
        type: 'object',
        properties: { maxItems: { type: 'array', items: { type: 'number' }, description: 'maxItems: 5' } },
      },
    },
    false,
  ],
  'bounds of arrays stay where they allow no more items than are taken': [
    { mostItems: 11, constAsEnum: true },
    { type: 'array', maxItems: 6, items: { anyOf: [{ type: 'array', items: { const: 1 }, maxItems: 5 }] } },
    { type: 'array', maxItems: 6, items: { anyOf: [{ type: 'array', items: { enum: [1] }, maxItems: 5 }] } },
    true,
  ],
  'nothing stands beside a reference': [
    { bareRefs: true },
    {
      type: 'object',
      properties: { a: { $ref: '#/$defs/a', description: 'The first.' } },
      $defs: { a: { type: 'string' } },
    },
    { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { type: 'string' } } },
    true,
  ],
  'what a reference demands beside it is lost with it': [
    { bareRefs: true },
    { type: 'array', items: { $ref: '#/$defs/a', maxLength: 3 }, $defs: { a: { type: 'string' } } },
    { type: 'array', items: { $ref: '#/$defs/a' }, $defs: { a: { type: 'string' } } },
    false,
  ],
  'objects that require nothing require their first property': [
    { someRequired: true },
    {
      type: 'object',
      properties: { a: { type: 'object', properties: { b: {}, c: {} }, required: ['c'] }, d: { type: 'object' } },
    },
    {
      type: 'object',
      properties: { a: { type: 'object', properties: { b: {}, c: {} }, required: ['c'] }, d: { type: 'object' } },
      required: ['a'],
    },
    true,
  ],
  'keywords that are not taken are said in words': [
    { dropKeywords: ['minLength', 'pattern'] },
    {
      type: 'object',
      properties: { minLength: { type: 'string', minLength: 3, pattern: '^a', description: 'A name.' } },
    },
    {
      type: 'object',
      properties: { minLength: { type: 'string', description: 'A name. (minLength: 3, pattern: "^a")' } },
    },
    false,
  ],
  'definitions take the place of references, and one that contains itself is any value': [
    { inlineRefs: true },
    {
      type: 'object',
      properties: { a: { $ref: '#/$defs/a' }, b: { $ref: '#/$defs/b' } },
      $defs: { a: { type: 'string' }, b: { type: 'array', items: { $ref: '#/$defs/b' } } },
    },
    { type: 'object', properties: { a: { type: 'string' }, b: { type: 'array', items: {} } } },
    false,
  ],
  'oneOf becomes anyOf, which is wider': [
    { oneOfAsAnyOf: true },
    { oneOf: [{ type: 'string' }] },
    { anyOf: [{ type: 'string' }] },
    false,
  ],
  'allOf is merged': [
    { mergedAllOf: true },
    {
      allOf: [
        { type: 'object', properties: { a: {} }, required: ['a'] },
        { type: 'object', properties: { b: {} }, required: ['b'] },
      ],
    },
    { type: 'object', properties: { a: {}, b: {} }, required: ['a', 'b'] },
    true,
  ],
  'const becomes an enum of one': [{ constAsEnum: true }, { const: 'a' }, { enum: ['a'] }, true],
};

test.each(Object.entries(cases))('strict-schema: %s', (_, [wishes, schema, sent, lossless]) => {
  const model = modelWith([{ kind: 'strict-schema', of: 'both', ...wishes }]);
  const asked = request({}, { responseFormat: { kind: 'json-schema', schema }, tools: [{ name: 'f', schema }] });
  const adapted = adaptRequest(asked, model, adapt);
  expect(adapted.request.responseFormat).toEqual({ kind: 'json-schema', schema: sent });
  expect(adapted.request.tools).toEqual([{ name: 'f', schema: sent }]);
  const told = [
    { parameter: 'responseFormat', action: 'converted', lossless },
    { parameter: 'tools', action: 'converted', lossless },
  ];
  expect(adapted.adaptations).toMatchObject(isDeepStrictEqual(schema, sent) ? [] : told);
  expect(adaptRequest(adapted.request, model, adapt).adaptations).toEqual([]);
});

test('a schema that is narrow enough is not touched', () => {
  const model = modelWith([
    {
      kind: 'strict-schema',
      of: 'both',
      closed: true,
      allRequired: true,
      objectRoot: true,
      inlineRefs: true,
      dropKeywords: ['minLength'],
    },
  ]);
  const asked = request(
    {},
    { responseFormat: { kind: 'json-schema', schema: whole }, tools: [{ name: 'f', schema: whole }] },
  );
  expect(adaptRequest(asked, model, adapt)).toMatchObject({ request: asked, adaptations: [] });
});

test('only schemas meant strictly are narrowed where only those must be', () => {
  const model = modelWith([{ kind: 'strict-schema', of: 'both', onlyStrict: true, closed: true }]);
  const open = { type: 'object', properties: {} };
  const asked = request(
    {},
    {
      responseFormat: { kind: 'json-schema', schema: open },
      tools: [
        { name: 'f', schema: open },
        { name: 'g', schema: open, strict: true },
      ],
    },
  );
  const { request: sent } = adaptRequest(asked, model, adapt);
  expect(sent.responseFormat).toBe(asked.responseFormat);
  expect(sent.tools?.map(({ schema }) => schema)).toEqual([open, { ...open, additionalProperties: false }]);
});

test('a root that is no object becomes a field of one; the arguments of a tool cannot', () => {
  const model = modelWith([{ kind: 'strict-schema', of: 'both', objectRoot: true }]);
  const schema = { type: 'array', items: { type: 'string' } };
  const { request: sent } = adaptRequest(
    request({}, { responseFormat: { kind: 'json-schema', schema } }),
    model,
    adapt,
  );
  expect(sent).toMatchObject({
    answerIn: 'answer',
    responseFormat: { schema: { type: 'object', properties: { answer: schema }, required: ['answer'] } },
  });
  expect(failure(() => adaptRequest(request({}, { tools: [{ name: 'f', schema }] }), model, adapt)).code).toBe(
    'UNSUPPORTED_FEATURE',
  );
});
