import { z } from 'zod';
import { baseUrlFields, filledBaseUrl, modelFeatures, ratedAmounts, resetForms, SDK_VERSION } from '../sdk/index.js';
import { authShape, credentialFieldsFault } from './auth-shape.js';
import { quirkShape } from './quirk-shape.js';

const tokens = z.int().positive();
const dollars = z.number().nonnegative();
const rates = { input: dollars, output: dollars, cachedInput: dollars.optional(), cacheWrite: dollars.optional() };
const text = z.string().min(1);
const pattern = text.max(200).regex(/^\S+$/, 'must hold no space');

const credentialField = z.strictObject({
  name: z.string().regex(/^[a-zA-Z][\w-]*$/, 'must be an identifier'),
  label: text,
  secret: z.boolean(),
  required: z.boolean(),
  description: text.optional(),
});

const model = z.strictObject({
  matches: z.union([pattern, z.array(pattern).min(1)]),
  name: text.optional(),
  contextWindow: tokens.optional(),
  maxInputTokens: tokens.optional(),
  maxOutputTokens: tokens.optional(),
  price: z
    .strictObject({ ...rates, tiers: z.array(z.strictObject({ above: tokens, ...rates })).optional() })
    .optional(),
  features: z.array(z.enum(modelFeatures)).optional(),
  defaults: z.record(z.string(), z.number()).optional(),
  quirks: z.array(quirkShape).optional(),
  deprecatedOn: z.iso.date().optional(),
  asOf: z.iso.date().optional(),
});

const header = z
  .string()
  .max(100)
  .regex(/^[a-z0-9-]+$/, 'must be the name of a header, in lower case');
const rateLimitHeaders = z.strictObject({
  of: z.enum(ratedAmounts),
  limit: header.optional(),
  remaining: header,
  reset: z.union([
    z.strictObject({ header, in: z.enum(resetForms) }),
    z.strictObject({ seconds: z.number().positive().max(120) }),
  ]),
  refills: z.enum(['gradually', 'at-reset']).optional(),
});

const plainUrl = z.url({ protocol: /^https?$/ });
const baseUrl = z
  .string()
  .refine((url) => plainUrl.safeParse(filledBaseUrl(url, {}, () => 'field')).success, 'must be an http or https URL')
  .refine((url) => !/[?#]/.test(url) && !/\/\/[^/]*@/.test(url), 'must hold no query, fragment or user');

/** What a plugin's default export must be. */
export const definitionShape = z
  .looseObject({
    id: z
      .string()
      .max(64)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case letters, digits and dashes'),
    name: text,
    sdkVersion: z.literal(SDK_VERSION),
    version: text.optional(),
    description: text.optional(),
    homepage: z.url().optional(),
    auth: authShape,
    credentialFields: z.array(credentialField).optional(),
    baseUrl: baseUrl.optional(),
    baseUrlCustomizable: z.boolean().optional(),
    local: z.boolean().optional(),
    quirks: z.array(quirkShape).optional(),
    models: z.array(model).min(1, 'must declare at least one model or pattern'),
    rateLimitHeaders: z.array(rateLimitHeaders).max(20).optional(),
    connect: z.custom((value) => typeof value === 'function', 'must be a function'),
  })
  .refine(({ credentialFields: fields = [] }) => new Set(fields.map(({ name }) => name)).size === fields.length, {
    path: ['credentialFields'],
    message: 'must have a name each of their own',
  })
  .refine(({ baseUrl: url, baseUrlCustomizable }) => url !== undefined || baseUrlCustomizable !== false, {
    path: ['baseUrl'],
    message: 'is needed where credentials may not name one',
  })
  .refine(({ local, baseUrl: url = '' }) => local !== true || baseUrlFields(url).length === 0, {
    path: ['baseUrl'],
    message: 'may hold no field where the provider is local, since its origin is allowed',
  })
  .superRefine((definition, context) => {
    const message = credentialFieldsFault(definition as Parameters<typeof credentialFieldsFault>[0]);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['credentialFields'], message });
  });
