import type { ModelDeclaration, ModelFeature, Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const levels = { source: 'npm @earendil-works/pi-ai@1.5.2 dist/providers/cerebras.models.js', asOf };

const plain: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'json-schema',
  'logprobs',
  'seed',
];
const reasons: readonly ModelFeature[] = [...plain, 'reasoning'];

const noReasoningEffort: Quirk = {
  kind: 'unsupported-parameter',
  id: 'no-reasoning-effort',
  parameter: 'reasoningEffort',
  description: 'The model does not reason.',
  source: 'https://inference-docs.cerebras.ai/capabilities/reasoning',
  asOf,
};
const textOnly: Quirk = {
  kind: 'unsupported-feature',
  id: 'text-only',
  feature: 'vision',
  description: 'The model takes no images.',
  ...levels,
};

export const cerebrasModels: readonly ModelDeclaration[] = [
  { matches: '*', features: plain },
  { matches: 'qwen-3.8*', features: [...reasons, 'vision'] },
  { matches: ['gpt-oss*', 'zai-glm*', 'qwen-3-32b', 'qwen-3-235b-a22b-thinking*'], features: reasons },
  { matches: ['gpt-oss*', 'llama*', 'zai-glm*', 'qwen-3-*'], quirks: [textOnly] },
  { matches: ['llama*', 'qwen-3-*instruct*', 'qwen-3-coder*'], quirks: [noReasoningEffort] },
  {
    matches: 'gpt-oss*',
    quirks: [
      {
        kind: 'limited-values',
        id: 'gpt-oss-efforts',
        parameter: 'reasoningEffort',
        values: ['low', 'medium', 'high'],
        description: 'GPT-OSS always reasons, with low, medium or high effort.',
        ...levels,
      },
    ],
  },
  {
    matches: 'qwen-3.8*',
    quirks: [
      {
        kind: 'limited-values',
        id: 'qwen-efforts',
        parameter: 'reasoningEffort',
        values: ['none', 'low', 'medium', 'high'],
        description: 'The model reasons with low, medium or high effort, or not at all.',
        ...levels,
      },
    ],
  },
  {
    matches: ['qwen-3-32b', 'qwen-3-235b-a22b-thinking*', 'qwen-3.8*'],
    quirks: [
      {
        kind: 'wire-format',
        id: 'reasoning-asked-apart',
        description:
          'Qwen models put their reasoning into the text by default: it is asked for beside it, unless the provider option reasoning_format says otherwise.',
        source: 'https://inference-docs.cerebras.ai/capabilities/reasoning',
        asOf,
      },
    ],
  },
  {
    matches: 'zai-glm*',
    quirks: [
      {
        kind: 'wire-format',
        id: 'format-and-tools',
        parameter: 'responseFormat',
        description:
          'With a JSON format and tools GLM can repeat a call beside its finished answer: the text is the answer, and the call is left out.',
        source: 'npm @ai-sdk/cerebras@3.0.59 src/cerebras-chat-language-model.ts',
        asOf,
      },
    ],
  },
];
