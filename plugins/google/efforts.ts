import type { NumericParameterName, Quirk, ReasoningEffort } from 'byom/sdk';

export const asOf = '2026-11-23';
export const catalog = 'npm @ai-sdk/google@4.0.121 src/google-model-catalog.ts';
export const levelsPage = 'https://ai.google.dev/gemini-api/docs/thinking';

export const without = (
  id: string,
  parameter: NumericParameterName | 'reasoningEffort',
  source: string,
  description: string,
): Quirk => ({
  kind: 'unsupported-parameter',
  id,
  parameter,
  description,
  source,
  asOf,
});

/** As Google's own OpenAI endpoint translates efforts; the most are the models' own limits. */
export const budget = (id: string, minimum: number, most: number, description: string): Quirk => ({
  kind: 'reasoning-budget',
  id,
  minimum,
  budgets: { minimal: Math.max(minimum, 512), low: 1_024, medium: 8_192, high: 24_576, xhigh: most, max: most },
  description,
  source: `https://ai.google.dev/gemini-api/docs/openai, ${levelsPage}, ${catalog}`,
  asOf,
});

export const efforts = (
  id: string,
  values: readonly ReasoningEffort[],
  source: string,
  description: string,
): Quirk => ({
  kind: 'limited-values',
  id,
  parameter: 'reasoningEffort',
  values,
  description,
  source,
  asOf,
});
