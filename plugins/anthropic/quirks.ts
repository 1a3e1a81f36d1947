import type { Quirk, ReasoningEffort } from 'byom/sdk';

const asOf = '2026-11-23';
const catalogue = '@ai-sdk/anthropic@4.0.105 src/anthropic-model-catalog.ts';
const languageModel = '@ai-sdk/anthropic@4.0.105 src/anthropic-language-model.ts';
const prepareTools = '@ai-sdk/anthropic@4.0.105 src/anthropic-prepare-tools.ts';
const messages = '@anthropic-ai/sdk@1.12.0 resources/messages/messages.d.ts';
const effortPage = 'https://platform.claude.com/docs/en/build-with-claude/effort';

const thinking = {
  reasoningEffort: ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
} as const satisfies { reasoningEffort: readonly ReasoningEffort[] };

/** Models up to 4.6, which take sampling parameters. */
export const samplingQuirks: readonly Quirk[] = [
  {
    kind: 'limited-range',
    id: 'temperature-to-one',
    parameter: 'temperature',
    min: 0,
    max: 1,
    source: languageModel,
    asOf,
  },
  {
    kind: 'exclusive-parameters',
    id: 'temperature-or-top-p',
    keep: 'temperature',
    drop: 'topP',
    source: languageModel,
    asOf,
  },
  ...(['temperature', 'topP', 'topK'] as const).map((parameter): Quirk => ({
    kind: 'unsupported-parameter',
    id: `thinking-without-${{ temperature: 'temperature', topP: 'top-p', topK: 'top-k' }[parameter]}`,
    parameter,
    when: thinking,
    source: languageModel,
    asOf,
  })),
];

/** Models after 4.6. */
export const unsampledQuirks: readonly Quirk[] = [
  { kind: 'unsupported-parameter', id: 'no-temperature', parameter: 'temperature', source: catalogue, asOf },
  { kind: 'unsupported-parameter', id: 'no-top-k', parameter: 'topK', source: catalogue, asOf },
  {
    kind: 'limited-range',
    id: 'top-p-near-one',
    parameter: 'topP',
    min: 0.99,
    outside: 'drop',
    source: '@anthropic-ai/sdk@0.137.0 resources/messages/messages.d.ts',
    asOf,
  },
];

/** Models that think for a number of tokens. */
export const budgetQuirks: readonly Quirk[] = [
  {
    kind: 'reasoning-budget',
    id: 'thinking-budget',
    minimum: 1_024,
    budgets: { minimal: 1_024, low: 2_048, medium: 8_192, high: 16_384, xhigh: 24_576, max: 32_768 },
    description: 'Thinking takes a number of tokens, at least 1024 and below max_tokens, which they count towards.',
    source: messages,
    asOf,
  },
  {
    kind: 'limited-tool-choice',
    id: 'thinking-without-forced-tools',
    modes: ['auto', 'none'],
    when: thinking,
    source: prepareTools,
    asOf,
  },
];

const efforts = (id: string, values: readonly ReasoningEffort[]): Quirk => ({
  kind: 'limited-values',
  id,
  parameter: 'reasoningEffort',
  values,
  source: `${effortPage}, ${catalogue}`,
  asOf,
});

/** 4.6, which knows no `xhigh`. */
export const firstAdaptiveQuirks: readonly Quirk[] = [
  efforts('efforts-without-xhigh', ['none', 'low', 'medium', 'high', 'max']),
];
/** Models that decide by the effort how much to think. */
export const adaptiveQuirks: readonly Quirk[] = [
  efforts('efforts-from-low', ['none', 'low', 'medium', 'high', 'xhigh', 'max']),
];
/** Models whose thinking cannot be switched off. */
export const alwaysThinkingQuirks: readonly Quirk[] = [
  efforts('efforts-without-none', ['low', 'medium', 'high', 'xhigh', 'max']),
];

/** Models that refuse a number of tokens to think for. */
export const adaptiveOnlyQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'adaptive-thinking-only',
    parameter: 'reasoningEffort',
    description: 'Thinking is asked for by an effort alone; a number of tokens is refused.',
    source: `${catalogue}, ${languageModel}`,
    asOf,
  },
];

export const unforcedToolsQuirks: readonly Quirk[] = [
  {
    kind: 'limited-tool-choice',
    id: 'no-forced-tools',
    modes: ['auto', 'none'],
    source: `${catalogue}, ${prepareTools}`,
    asOf,
  },
];
