import { z } from 'zod';
import {
  countedParts,
  measuredParts,
  omittableFields,
  parameterNames,
  reasoningEfforts,
  refusableFeatures,
  requestParts,
  roles,
  type QuirkKind,
} from '../sdk/index.js';

const name = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case');
const base = {
  id: name.optional(),
  description: z.string().min(1).optional(),
  source: z.string().min(1).optional(),
  asOf: z.iso.date().optional(),
};
const parameter = z.enum(parameterNames);
const numericParameter = parameter.exclude(['stop', 'reasoningEffort']);
const effort = z.enum(reasoningEfforts);
const tokens = z.int().positive();
const requestPart = z.enum(requestParts);
const role = z.enum(roles);
const formats = z.array(z.enum(['json', 'json-schema'])).min(1);
const count = z.int().nonnegative();
const flag = z.boolean().optional();
const text = z.string().min(1);
const bounds = z.strictObject({ min: z.number().optional(), max: z.number().optional() });
const when = z
  .strictObject({
    reasoningEffort: z.array(z.enum([...reasoningEfforts, 'unset'])).min(1),
    with: z.array(requestPart).min(1),
    without: z.array(requestPart).min(1),
    schema: z
      .strictObject({ recursive: z.literal(true), open: z.literal(true), optionalAbove: count })
      .partial()
      .refine((traits) => Object.keys(traits).length > 0, 'names nothing'),
    endpoint: z.array(text).min(1),
    within: z.partialRecord(numericParameter, bounds),
  })
  .partial()
  .refine((condition) => Object.keys(condition).length > 0, 'names nothing')
  .optional();
/** Beside its own fields, what every quirk that a rule handles may say. */
const rule = <const K extends string, S extends z.ZodRawShape>(kind: K, fields: S) =>
  z.strictObject({ ...base, when, kind: z.literal(kind), ...fields });
const stated = { ...base, id: name, description: z.string().min(1), parameter: z.string().min(1).optional() };

/** A shape for each kind; a kind without one does not compile. A misspelt field is an error, not a quirk unheard. */
const shapes = {
  'limited-range': rule('limited-range', {
    parameter: numericParameter,
    min: z.number().optional(),
    max: z.number().optional(),
    outside: z.enum(['clamp', 'drop']).optional(),
  })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'needs min or max')
    .refine(({ min = -Infinity, max = Infinity }) => min <= max, 'min is above max'),
  'allowed-values': rule('allowed-values', {
    parameter: numericParameter,
    values: z.array(z.number()).min(1),
    outside: z.enum(['nearest', 'drop']).optional(),
  }),
  'unsupported-parameter': rule('unsupported-parameter', { parameter }),
  'limited-stop-sequences': rule('limited-stop-sequences', { most: count, blank: z.literal(false).optional() }),
  'limited-values': rule('limited-values', {
    parameter: z.literal('reasoningEffort'),
    values: z.array(effort).min(1),
    mapped: z.partialRecord(effort, effort).optional(),
  }).refine(
    ({ values, mapped = {} }) => Object.values(mapped).every((value) => value === undefined || values.includes(value)),
    'maps to what is not taken',
  ),
  'renamed-parameter': rule('renamed-parameter', { parameter, as: text }),
  'required-parameter': rule('required-parameter', {
    parameter: z.literal('maxOutputTokens'),
    value: tokens.optional(),
  }),
  'default-parameter': rule('default-parameter', {
    parameter,
    value: z.union([z.number(), effort, z.array(text).min(1)]),
  }).refine(
    ({ parameter: of, value }) =>
      of === 'stop' ? Array.isArray(value) : typeof value === (of === 'reasoningEffort' ? 'string' : 'number'),
    'value is not of the type of its parameter',
  ),
  'exclusive-parameters': rule('exclusive-parameters', { keep: parameter, drop: parameter }).refine(
    ({ keep, drop }) => keep !== drop,
    'keep and drop are the same',
  ),
  'counting-margin': rule('counting-margin', { share: z.number().positive().max(1) }),
  'reasoning-budget': rule('reasoning-budget', { minimum: count, budgets: z.partialRecord(effort, count) }),
  'hidden-reasoning': rule('hidden-reasoning', { below: tokens }),
  'leading-system-prompt': rule('leading-system-prompt', {}),
  'system-prompt-as-user': rule('system-prompt-as-user', {}),
  'merged-turns': rule('merged-turns', {}),
  'first-turn': rule('first-turn', { role: z.literal('user'), text: text.optional() }),
  'bridged-turns': rule('bridged-turns', { after: role, before: role, text: text.optional() }),
  'last-turn': rule('last-turn', {
    roles: z.array(role).min(1),
    outside: z.enum(['drop', 'continue']).optional(),
    text: text.optional(),
  }).refine(({ roles: taken, outside }) => outside !== 'continue' || taken.includes('user'), 'needs the role user'),
  'filled-messages': rule('filled-messages', { roles: z.array(role).min(1).optional(), text: text.optional() }),
  'answered-tool-calls': rule('answered-tool-calls', { last: z.literal(true).optional() }),
  'declared-tools': rule('declared-tools', {}),
  'inline-images-only': rule('inline-images-only', {}),
  'limited-image-types': rule('limited-image-types', {
    types: z.array(z.string().regex(/^image\/[a-z0-9.+-]+$/, 'must be a media type in lower case')).min(1),
  }),
  'limited-image-roles': rule('limited-image-roles', {
    roles: z.array(role).refine((taken) => taken.includes('user'), 'needs the role user'),
  }),
  'extendable-window': rule('extendable-window', { option: text, certain: tokens.optional() }),
  'unchecked-model': rule('unchecked-model', {}),
  'served-endpoint': rule('served-endpoint', { endpoint: text }),
  'other-endpoint': rule('other-endpoint', { endpoint: text }),
  'unsupported-feature': rule('unsupported-feature', { feature: z.enum(refusableFeatures) }),
  'exclusive-features': rule('exclusive-features', { keep: requestPart, drop: requestPart }).refine(
    ({ keep, drop }) => keep !== drop,
    'keep and drop are the same',
  ),
  'limited-count': rule('limited-count', { of: z.enum(countedParts), most: count }),
  'limited-length': rule('limited-length', { of: z.enum(measuredParts), most: tokens }),
  'unsupported-field': rule('unsupported-field', { field: z.enum(omittableFields) }),
  'unsupported-options': rule('unsupported-options', {
    options: z.array(text).min(1).optional(),
    except: z.array(text).optional(),
    values: z.array(text).min(1).optional(),
  }).refine(
    ({ options, except }) => (options === undefined) !== (except === undefined),
    'needs either options or except',
  ),
  'unsupported-response-format': rule('unsupported-response-format', {
    formats,
    instead: z.enum(['json', 'instruction']),
  }),
  'exclusive-response-format': rule('exclusive-response-format', {}),
  'instructed-response-format': rule('instructed-response-format', { formats }),
  'format-by-tool': rule('format-by-tool', { formats }),
  'strict-schema': rule('strict-schema', {
    of: z.enum(['response-format', 'tools', 'both']),
    onlyStrict: flag,
    objectRoot: flag,
    plainRoot: flag,
    arrayItems: flag,
    closed: flag,
    allRequired: flag,
    someRequired: flag,
    dropKeywords: z.array(text).min(1).optional(),
    inlineRefs: flag,
    bareRefs: flag,
    oneOfAsAnyOf: flag,
    mergedAllOf: flag,
    constAsEnum: flag,
    mostItems: z.int().min(1).optional(),
  }),
  'limited-tool-choice': rule('limited-tool-choice', {
    modes: z.array(z.enum(['auto', 'none', 'required', 'tool'])),
  }),
  'tool-name-pattern': rule('tool-name-pattern', {
    first: z.enum(['letter', 'letter-or-underscore']).optional(),
    dashes: flag,
    most: z.int().min(16).optional(),
  }),
  'wire-format': z.strictObject({ ...stated, kind: z.literal('wire-format') }),
  'model-limit': z.strictObject({ ...stated, kind: z.literal('model-limit') }),
} satisfies { readonly [K in QuirkKind]: z.ZodType };

export const quirkShape = z.discriminatedUnion('kind', Object.values(shapes) as [(typeof shapes)['merged-turns']]);
