import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder =
  process.env['BYOM_TEST_REFERENCE'] ?? fileURLToPath(new URL('../../../shared/reference', import.meta.url));
const file = `${folder}/models.json`;

export const figuresMissing = existsSync(file) ? undefined : `no figures at ${file}`;

interface Rates {
  readonly input: number;
  readonly output: number;
}

/** One model as a list of figures gathered elsewhere has it. */
export interface ReferenceFigures {
  readonly id: string;
  readonly provider: string;
  readonly contextWindow: number | null;
  readonly maxInputTokens?: number;
  readonly maxOutputTokens: number | null;
  readonly pricePer1M: { [K in 'input' | 'output' | 'cachedInput' | 'cacheWrite']: number | null } | null;
  readonly priceTiers?: readonly (Rates & { inputTokensAbove: number; cacheRead?: number; cacheWrite?: number })[];
  readonly supports: { readonly tools?: boolean | null; readonly vision?: boolean | null } | null;
  readonly shutdownDate?: string | null;
}

export function referenceFigures(): readonly ReferenceFigures[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { models: readonly ReferenceFigures[] }).models;
}
