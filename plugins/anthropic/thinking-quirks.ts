import type { Quirk, ReasoningEffort } from 'byom/sdk';
import { asOf, sources } from './sources.js';

const { catalogue, docs, languageModel, messages, prepareTools } = sources;

/** Efforts with which a model thinks. */
export const thinking = {
  reasoningEffort: ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
} as const satisfies { reasoningEffort: readonly ReasoningEffort[] };

/** Models before 3.7. */
export const unthinkingQuirks: readonly Quirk[] = [
  {
    kind: 'unsupported-parameter',
    id: 'no-thinking',
    parameter: 'reasoningEffort',
    source: `${docs}/build-with-claude/extended-thinking`,
    asOf,
  },
];

/** Models that think for a number of tokens. */
export const budgetQuirks: readonly Quirk[] = [
  {
    kind: 'unsupported-parameter',
    id: 'no-thinking-after-tools',
    parameter: 'reasoningEffort',
    when: { with: ['tool-history'] },
    description:
      'With thinking on, a turn that called tools must begin with its signed thinking, which is not kept: such a conversation goes on without thinking.',
    source: `${docs}/build-with-claude/extended-thinking, LiteLLM 1.83.2 litellm/llms/anthropic/chat/transformation.py`,
    asOf,
  },
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
  {
    kind: 'last-turn',
    id: 'thinking-without-prefill',
    roles: ['user', 'tool'],
    outside: 'continue',
    text: 'Continue from where you stopped.',
    when: thinking,
    description: 'With thinking on the model continues no message of the assistant: one of the user is put after it.',
    source: `${docs}/build-with-claude/extended-thinking`,
    asOf,
  },
];

const efforts = (id: string, values: readonly ReasoningEffort[]): Quirk => ({
  kind: 'limited-values',
  id,
  parameter: 'reasoningEffort',
  values,
  source: `${docs}/build-with-claude/effort, ${catalogue}`,
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
/** Sonnet 5.5, which instead of not thinking at all thinks between tools alone. */
export const betweenToolsQuirks: readonly Quirk[] = [
  {
    kind: 'renamed-parameter',
    id: 'least-thinking-between-tools',
    parameter: 'reasoningEffort',
    as: 'between_tools',
    when: { reasoningEffort: ['none'] },
    description: 'Thinking cannot be switched off; the least of it, between tool calls alone, is sent for `none`.',
    source: `${languageModel}, ${catalogue}`,
    asOf,
  },
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

/** Models that leave out the text of their thinking unless it is asked for. */
export const hiddenThinkingQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'thinking-shown-on-demand',
    parameter: 'reasoningEffort',
    description: 'The text of the thinking comes empty unless it is asked for, which is done wherever thinking is.',
    source: `${messages} ThinkingConfigAdaptive, https://github.com/QwenLM/qwen-code/issues/8039`,
    asOf,
  },
];

/** Models that refuse a high effort while thinking is off. */
export const disabledThinkingQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'effort-of-disabled-thinking',
    parameter: 'reasoningEffort',
    description:
      'With thinking switched off an effort above high, as provider options can ask for, is refused: high is sent and reported.',
    source: `${catalogue}, ${languageModel}`,
    asOf,
  },
];

/** Models from 4.6 on. */
export const unprefilledQuirks: readonly Quirk[] = [
  {
    kind: 'last-turn',
    id: 'no-prefill',
    roles: ['user', 'tool'],
    outside: 'continue',
    text: 'Continue from where you stopped.',
    description: 'The model continues no message of the assistant: a short message of the user is put after it.',
    source: `${docs}/api/errors#prefill-not-supported, https://github.com/langchain-ai/deepagents/issues/1585`,
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
