import type { ModelDeclaration, ModelFeature, Quirk, QuirkCondition } from 'byom/sdk';

const asOf = '2026-11-23';
const guide = { source: 'https://api-docs.deepseek.com/guides/thinking_mode', asOf };
const sdk = { source: 'npm @ai-sdk/deepseek@3.0.56 src/chat/deepseek-chat-language-model.ts', asOf };
const oldReasoner = { source: 'https://api-docs.deepseek.com/guides/reasoning_model', asOf };

/** Thinking is on unless it is turned off. */
const thinking: QuirkCondition = { reasoningEffort: ['unset', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] };

const temperatureIgnored: Quirk = {
  kind: 'unsupported-parameter',
  id: 'no-temperature-while-thinking',
  parameter: 'temperature',
  when: thinking,
  description:
    'A temperature is taken and has no effect while the model thinks, which it does unless the effort is none.',
  ...guide,
};
const topPIgnored: Quirk = {
  kind: 'unsupported-parameter',
  id: 'no-top-p-while-thinking',
  parameter: 'topP',
  when: thinking,
  description: 'top_p is taken and has no effect while the model thinks, which it does unless the effort is none.',
  ...sdk,
};
const toolsNotForced: Quirk = {
  kind: 'limited-tool-choice',
  id: 'no-forced-tools-while-thinking',
  modes: ['auto', 'none'],
  when: thinking,
  description:
    'A thinking model refuses to be made to call a tool ("Thinking mode does not support this tool_choice").',
  source: 'github deepseek-ai/DeepSeek-V3#1376',
  asOf,
};
const thinkingCounts: Quirk = {
  kind: 'hidden-reasoning',
  id: 'thinking-spends-the-limit',
  below: 1_024,
  description: 'Thinking counts towards the output limit, so a small limit can end before any answer.',
  ...guide,
};
const thinkingToggle: Quirk = {
  kind: 'wire-format',
  id: 'thinking-toggle',
  parameter: 'reasoningEffort',
  description:
    'Thinking is turned on and off by a field of its own, thinking; the effort goes beside it only while on.',
  ...guide,
};
const reasoningOnEachTurn: Quirk = {
  kind: 'wire-format',
  id: 'reasoning-on-each-turn',
  parameter: 'messages',
  description:
    'The model demands reasoning_content on every earlier answer of a conversation: an empty one is sent where none is known.',
  source: 'npm @ai-sdk/deepseek@3.0.56 src/chat/convert-to-deepseek-chat-messages.ts',
  asOf,
};

const efforts: Quirk = {
  kind: 'limited-values',
  id: 'thinking-efforts',
  parameter: 'reasoningEffort',
  values: ['none', 'low', 'high', 'max'],
  mapped: { minimal: 'low', medium: 'high', xhigh: 'max' },
  description: 'The model thinks with low, high or max effort, high where nothing is said, or not at all.',
  ...sdk,
};
const textOnly: Quirk = {
  kind: 'unsupported-feature',
  id: 'text-only',
  feature: 'vision',
  description: 'The model takes no images.',
  source: 'npm @earendil-works/pi-ai@1.5.2 dist/providers/deepseek.models.js',
  asOf,
};

const plain: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'logprobs',
  'prompt-caching',
];
const thinks: readonly ModelFeature[] = [...plain, 'reasoning'];

export const deepseekModels: readonly ModelDeclaration[] = [
  {
    matches: '*',
    features: plain,
  },
  {
    matches: ['deepseek-v4*', 'deepseek-flash*', 'deepseek-pro*', 'deepseek-v5*'],
    features: thinks,
    quirks: [
      efforts,
      temperatureIgnored,
      topPIgnored,
      toolsNotForced,
      thinkingCounts,
      thinkingToggle,
      reasoningOnEachTurn,
    ],
  },
  { matches: ['deepseek-flash*', 'deepseek-v4-flash-vision*'], features: [...thinks, 'vision'] },
  // Catalogues say that it takes JSON Schemas, which it does not.
  { matches: 'deepseek-v4-pro', features: thinks },
  { matches: ['deepseek-v4-pro*', 'deepseek-v4-flash', 'deepseek-chat', 'deepseek-reasoner'], quirks: [textOnly] },
  {
    matches: 'deepseek-reasoner',
    features: ['streaming', 'system-prompt', 'tools', 'json-mode', 'reasoning', 'prompt-caching'],
    quirks: [
      temperatureIgnored,
      topPIgnored,
      toolsNotForced,
      thinkingCounts,
      {
        kind: 'unsupported-parameter',
        id: 'reasoner-no-logprobs',
        parameter: 'logprobs',
        description: 'deepseek-reasoner refuses requests for log probabilities.',
        ...oldReasoner,
      },
      {
        kind: 'unsupported-parameter',
        id: 'reasoner-no-effort',
        parameter: 'reasoningEffort',
        description: 'deepseek-reasoner always thinks, with an effort of its own.',
        ...oldReasoner,
      },
      {
        kind: 'merged-turns',
        id: 'reasoner-alternates',
        description: 'deepseek-reasoner refuses two messages of one role in a row.',
        source: 'github deepseek-ai/DeepSeek-R1#21',
        asOf,
      },
      {
        kind: 'wire-format',
        id: 'reasoner-forgets-reasoning',
        parameter: 'messages',
        description: 'deepseek-reasoner refuses messages with reasoning_content: none is sent back.',
        ...oldReasoner,
      },
    ],
    deprecatedOn: '2026-07-24',
    asOf,
  },
  {
    matches: 'deepseek-chat',
    quirks: [
      {
        kind: 'unsupported-parameter',
        id: 'chat-no-effort',
        parameter: 'reasoningEffort',
        description: 'deepseek-chat stands for a model with its thinking off.',
        source: 'https://api-docs.deepseek.com/quick_start/pricing',
        asOf,
      },
    ],
    deprecatedOn: '2026-07-24',
    asOf,
  },
];
