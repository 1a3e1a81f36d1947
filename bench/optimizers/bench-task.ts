import type { SearchExample } from '../../src/optimization/algorithms/search.js';
import type { MetricInput } from '../../src/optimization/scoring/metric-input.js';
import type { PromptTemplate } from '../../src/prompts/prompt-store.js';
import { renderValue } from '../../src/prompts/render-prompt.js';

/** A prompt to make better, with data; every example has one input, `message`. */
export interface BenchTask {
  readonly name: string;
  /** Where the data comes from. */
  readonly data: 'made up' | 'real';
  readonly prompt: PromptTemplate;
  readonly train: readonly SearchExample[];
  readonly validation: readonly SearchExample[];
  /** Never shown to a contestant. */
  readonly test: readonly SearchExample[];
  readonly metric: MetricInput;
}

export const messageOf = ({ inputs }: SearchExample) => renderValue(inputs['message'] ?? '');
export const expectedOf = ({ expected }: SearchExample) => renderValue(expected ?? '');
