import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';
import { figuresMissing, referenceFigures, type ReferenceFigures } from '../support/reference-figures.js';

/** Where we know better than the figures, and from where. */
const reasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'openai/gpt-3.5-turbo': {
    'price.cachedInput': 'It has no prompt cache, so nothing of it is free: https://platform.openai.com/docs/pricing.',
  },
  'openai/gpt-5-chat-latest': { maxInputTokens: 'More than its window of 128,000 cannot be its input.' },
  'anthropic/claude-3-sonnet-20240229': {
    'price.cacheWrite':
      'Writes cost 1.25 times the input: https://platform.claude.com/docs/en/build-with-claude/prompt-caching.',
  },
  'mistral/ministral-3b-2512': { maxOutputTokens: 'No answer is longer than its window of 131,072.' },
};
/** The figure is the rent of an explicit cache for minutes, beside the input: https://ai.google.dev/gemini-api/docs/pricing. */
const rented = (provider: string) => provider === 'google';
/** As in `reasons` where the price has no cache at all in a tier, for which the figures write 0. */
const orNone = (figure: number | undefined) => (figure === 0 ? undefined : figure);

async function definitionOf(id: string): Promise<ProviderDefinition> {
  const index = path.resolve(import.meta.dirname, `../../plugins/${id}/index.ts`);
  if (!existsSync(index)) return { id, models: [{ matches: '*' }] } as unknown as ProviderDefinition;
  return ((await import(index)) as { default: ProviderDefinition }).default;
}

function expected(one: ReferenceFigures) {
  const price = one.pricePer1M;
  return {
    contextWindow: one.contextWindow ?? undefined,
    maxInputTokens: one.maxInputTokens === one.contextWindow ? undefined : one.maxInputTokens,
    maxOutputTokens: one.maxOutputTokens ?? undefined,
    deprecatedOn: one.shutdownDate ?? undefined,
    'price.input': price?.input ?? undefined,
    'price.output': price?.output ?? undefined,
    'price.cachedInput': price?.cachedInput ?? undefined,
    'price.cacheWrite': rented(one.provider) ? undefined : (price?.cacheWrite ?? undefined),
    'price.tiers': one.priceTiers?.map(({ inputTokensAbove, input, output, cacheRead, cacheWrite }) => ({
      above: inputTokensAbove,
      input,
      output,
      cachedInput: orNone(cacheRead),
      cacheWrite: orNone(cacheWrite),
    })),
    ...(one.supports?.vision === true && { vision: true }),
    ...(one.supports?.tools === true && { tools: true }),
  };
}

const compared = figuresMissing === undefined ? test : test.skip;

compared(`every model of the figures has them${figuresMissing ? ` (skipped: ${figuresMissing})` : ''}`, async () => {
  const figures = referenceFigures();
  expect(figures.length).toBeGreaterThan(200);
  const differing: unknown[] = [];
  const unneeded = new Set(Object.entries(reasons).flatMap(([ref, of]) => Object.keys(of).map((at) => `${ref} ${at}`)));
  for (const one of figures) {
    const model = resolveModel(await definitionOf(one.provider), one.id);
    expect(model.catalogued).toBe(true);
    const { contextWindow, maxInputTokens, maxOutputTokens, deprecatedOn, price, features } = model;
    const ours: Record<string, unknown> = {
      contextWindow,
      maxInputTokens,
      maxOutputTokens,
      deprecatedOn,
      'price.input': price?.input,
      'price.output': price?.output,
      'price.cachedInput': price?.cachedInput,
      'price.cacheWrite': price?.cacheWrite,
      'price.tiers': price?.tiers,
      vision: features.includes('vision'),
      tools: features.includes('tools'),
    };
    for (const [name, theirs] of Object.entries(expected(one))) {
      if (JSON.stringify(ours[name]) === JSON.stringify(theirs)) continue;
      const known = unneeded.delete(`${model.ref} ${name}`);
      if (!known) differing.push({ model: model.ref, name, ours: ours[name], theirs });
    }
  }
  expect(differing).toEqual([]);
  expect([...unneeded]).toEqual([]);
});
