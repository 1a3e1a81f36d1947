import type { ModelDeclaration, ModelFeature, Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const levels = { source: 'npm @earendil-works/pi-ai@1.5.2 dist/providers/together.models.js', asOf };

const plain: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'seed',
  'logprobs',
];
const reasons: readonly ModelFeature[] = [...plain, 'json-schema', 'reasoning'];

const reasoningSwitch: Quirk = {
  kind: 'limited-values',
  id: 'reasoning-on-or-off',
  parameter: 'reasoningEffort',
  values: ['none', 'high'],
  description: 'Reasoning is on or off at Together: high stands for on.',
  ...levels,
};
const reasoningField: Quirk = {
  kind: 'wire-format',
  id: 'reasoning-switch-field',
  parameter: 'reasoningEffort',
  description: 'Reasoning is turned on and off by a field of its own, reasoning.enabled, in place of an effort.',
  source: 'npm together-ai@0.52.0 resources/chat/completions.d.ts',
  asOf,
};

export const togetherModels: readonly ModelDeclaration[] = [
  { matches: '*', features: plain },
  {
    matches: [
      'deepseek-ai/DeepSeek-V4*',
      'deepseek-ai/DeepSeek-V3.1*',
      'moonshotai/Kimi-K3*',
      'moonshotai/Kimi-K2.*',
      'zai-org/GLM-*',
      'MiniMaxAI/*',
      'Qwen/Qwen3.*',
      'nvidia/*',
      'meta-models/*',
      'reflection/*',
      'thinkingmachines/*',
    ],
    features: reasons,
    quirks: [reasoningSwitch, reasoningField],
  },
  {
    matches: [
      'deepseek-ai/DeepSeek-V4.1*',
      'moonshotai/Kimi-K3*',
      'meta-models/*',
      'MiniMaxAI/MiniMax-M3*',
      'nvidia/*-VL',
      'Qwen/Qwen3.5*',
      'thinkingmachines/*',
      'zai-org/GLM-5.3-Flash*',
    ],
    features: [...reasons, 'vision'],
  },
  {
    matches: 'openai/gpt-oss*',
    features: reasons,
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
    matches: ['meta-llama/*', 'mistralai/*', 'google/*', 'Qwen/Qwen2*'],
    quirks: [
      {
        kind: 'unsupported-parameter',
        id: 'no-reasoning-effort',
        parameter: 'reasoningEffort',
        description: 'The model does not reason.',
        ...levels,
      },
    ],
  },
  {
    matches: [
      'openai/gpt-oss*',
      'deepseek-ai/DeepSeek-V4-Pro*',
      'zai-org/GLM-5.2',
      'zai-org/GLM-5.3',
      'Qwen/Qwen3.6-Plus',
      'Qwen/Qwen3.7-Max',
      'reflection/*',
    ],
    quirks: [
      {
        kind: 'unsupported-feature',
        id: 'text-only',
        feature: 'vision',
        description: 'The model takes no images.',
        ...levels,
      },
    ],
  },
];
