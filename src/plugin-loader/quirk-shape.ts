import { z } from 'zod';
import { parameterNames, reasoningEfforts, type QuirkKind } from '../sdk/index.js';

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
const when = z.strictObject({ reasoningEffort: z.array(z.enum([...reasoningEfforts, 'unset'])).min(1) }).optional();
const stated = { ...base, id: name, description: z.string().min(1), parameter: z.string().min(1).optional() };

/** A shape for each kind; a kind without one does not compile. A misspelt field is an error, not a quirk unheard. */
const shapes = {
  'limited-range': z
    .strictObject({
      ...base,
      kind: z.literal('limited-range'),
      parameter: numericParameter,
      min: z.number().optional(),
      max: z.number().optional(),
      outside: z.enum(['clamp', 'drop']).optional(),
      when,
    })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'needs min or max')
    .refine(({ min = -Infinity, max = Infinity }) => min <= max, 'min is above max'),
  'unsupported-parameter': z.strictObject({ ...base, kind: z.literal('unsupported-parameter'), parameter, when }),
  'limited-stop-sequences': z.strictObject({
    ...base,
    kind: z.literal('limited-stop-sequences'),
    most: z.int().nonnegative(),
  }),
  'limited-values': z.strictObject({
    ...base,
    kind: z.literal('limited-values'),
    parameter: z.literal('reasoningEffort'),
    values: z.array(effort).min(1),
  }),
  'renamed-parameter': z.strictObject({
    ...base,
    kind: z.literal('renamed-parameter'),
    parameter,
    as: z.string().min(1),
  }),
  'required-parameter': z.strictObject({
    ...base,
    kind: z.literal('required-parameter'),
    parameter: z.literal('maxOutputTokens'),
    value: tokens.optional(),
  }),
  'exclusive-parameters': z
    .strictObject({ ...base, kind: z.literal('exclusive-parameters'), keep: parameter, drop: parameter })
    .refine(({ keep, drop }) => keep !== drop, 'keep and drop are the same'),
  'leading-system-prompt': z.strictObject({ ...base, kind: z.literal('leading-system-prompt') }),
  'merged-turns': z.strictObject({ ...base, kind: z.literal('merged-turns') }),
  'unsupported-response-format': z.strictObject({
    ...base,
    kind: z.literal('unsupported-response-format'),
    formats: z.array(z.enum(['json', 'json-schema'])).min(1),
    instead: z.enum(['json', 'instruction']),
  }),
  'exclusive-response-format': z.strictObject({ ...base, kind: z.literal('exclusive-response-format') }),
  'limited-tool-choice': z.strictObject({
    ...base,
    kind: z.literal('limited-tool-choice'),
    modes: z.array(z.enum(['auto', 'none', 'required', 'tool'])),
    when,
  }),
  'inline-images-only': z.strictObject({ ...base, kind: z.literal('inline-images-only') }),
  'reasoning-budget': z.strictObject({
    ...base,
    kind: z.literal('reasoning-budget'),
    minimum: z.int().nonnegative(),
    budgets: z.partialRecord(effort, z.int().nonnegative()),
  }),
  'hidden-reasoning': z.strictObject({ ...base, kind: z.literal('hidden-reasoning'), below: tokens }),
  'other-endpoint': z.strictObject({ ...base, kind: z.literal('other-endpoint'), endpoint: z.string().min(1) }),
  'wire-format': z.strictObject({ ...stated, kind: z.literal('wire-format') }),
  'model-limit': z.strictObject({ ...stated, kind: z.literal('model-limit') }),
} satisfies { readonly [K in QuirkKind]: z.ZodType };

export const quirkShape = z.discriminatedUnion('kind', Object.values(shapes) as [(typeof shapes)['merged-turns']]);
