import { z } from 'zod';
import { modelFeatures } from '../sdk/index.js';

const tokens = z.int('must be a whole number of tokens').min(1, 'must be at least 1 token').max(1_000_000_000);
const dollars = z.number('must be US dollars for a million tokens').min(0, 'must not be negative').max(1_000_000);
const date = z.iso.date('must be a date such as 2026-11-23');
const features = z.array(z.enum(modelFeatures, `must be among ${modelFeatures.join(', ')}`));
const rates = { input: dollars, output: dollars, cachedInput: dollars.optional(), cacheWrite: dollars.optional() };

const price = z.strictObject({
  ...rates,
  tiers: z
    .array(z.strictObject({ above: tokens, ...rates }))
    .readonly()
    .optional(),
});

const model = z
  .strictObject({
    id: z.string('must be text').regex(/^[\w.@~][\w./:@+,=~-]{0,199}$/, "must be the provider's own id of the model"),
    name: z.string().min(1).max(200).optional(),
    contextWindow: tokens.optional(),
    maxInputTokens: tokens.optional(),
    maxOutputTokens: tokens.optional(),
    price: price.optional(),
    features: features.optional(),
    lacks: features.optional(),
    deprecatedOn: date.optional(),
    asOf: date.optional(),
    source: z.string().min(1).max(2_000).optional(),
    note: z.string().min(1).max(2_000).optional(),
  })
  .refine(({ contextWindow, maxOutputTokens }) => (maxOutputTokens ?? 0) <= (contextWindow ?? Infinity), {
    path: ['maxOutputTokens'],
    message: 'must not exceed contextWindow',
  });

const file = z
  .strictObject({
    provider: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be the id of a provider')
      .optional(),
    asOf: date,
    source: z.string('must say where the facts were read').min(1).max(2_000),
    models: z.array(model).max(100_000),
  })
  .superRefine(({ models }, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of models.entries()) {
      if (seen.has(id)) context.addIssue({ code: 'custom', path: ['models', index, 'id'], message: 'is given twice' });
      seen.add(id);
    }
  });

/** What a catalogue says of one provider's models. */
export type CatalogueFile = z.infer<typeof file>;
export type CatalogueEntry = z.infer<typeof model>;

/** Reads such a file; fails with a sentence for each thing that is wrong, without its value. */
export function parseCatalogueFile(text: string): CatalogueFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('It is not JSON.');
  }
  const { data, error } = file.safeParse(json);
  if (error === undefined) return data;
  const wrong = error.issues.slice(0, 5).map(({ path, message }) => `${dotted(path)} ${message}.`);
  const more = error.issues.length - wrong.length;
  throw new Error([...wrong, ...(more > 0 ? [`And ${more} more like these.`] : [])].join(' '));
}

function dotted(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? 'It' : text.slice(1);
}
