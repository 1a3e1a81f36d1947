import type { ModelDeclaration, Quirk, ReasoningEffort } from 'byom/sdk';

const asOf = '2026-11-23';
const guide = { source: 'https://docs.x.ai/docs/guides/reasoning', asOf };
const efforts = { source: 'npm @ai-sdk/xai@5.0.12 docs/01-xai.mdx', asOf };

/** Refused by models that reason: an error, not a silence. */
const reasoningRefuses: readonly Quirk[] = [
  {
    kind: 'unsupported-parameter',
    id: 'reasoning-no-stop',
    parameter: 'stop',
    description: 'Grok models that reason refuse stop sequences.',
    ...guide,
  },
  {
    kind: 'unsupported-parameter',
    id: 'reasoning-no-frequency-penalty',
    parameter: 'frequencyPenalty',
    description: 'Grok models that reason refuse a frequency penalty.',
    ...guide,
  },
  {
    kind: 'unsupported-parameter',
    id: 'reasoning-no-presence-penalty',
    parameter: 'presencePenalty',
    description: 'Grok models that reason refuse a presence penalty.',
    ...guide,
  },
];
const noPresencePenalty: Quirk = {
  kind: 'unsupported-parameter',
  id: 'grok-3-no-presence-penalty',
  parameter: 'presencePenalty',
  description: 'Grok 3 refuses a presence penalty.',
  source: 'github api-evangelist/xai 12b8eae openapi/xai-chat-api-openapi.yml',
  asOf,
};
const hiddenReasoning: Quirk = {
  kind: 'hidden-reasoning',
  id: 'hidden-reasoning',
  below: 1_024,
  description:
    'Reasoning is not shown and counts towards the output limit, so a small limit can end before any answer.',
  ...guide,
};
const noEffort: Quirk = {
  kind: 'unsupported-parameter',
  id: 'no-reasoning-effort',
  parameter: 'reasoningEffort',
  description: 'The model refuses a reasoning effort, whatever its value.',
  source: 'npm @ai-sdk/xai@5.0.12 src/supports-reasoning-effort.ts',
  asOf,
};
const effortsOf = (id: string, values: readonly ReasoningEffort[], description: string): Quirk => ({
  kind: 'limited-values',
  id,
  parameter: 'reasoningEffort',
  values,
  description,
  ...efforts,
});

/** Those without -non-reasoning in their names. */
const reasoningModels = [
  'grok-4',
  'grok-4-0709',
  'grok-4-latest',
  'grok-4-fast',
  'grok-4-fast-reasoning*',
  'grok-4-1-fast',
  'grok-4-1-fast-reasoning*',
  'grok-4.20',
  'grok-4.20-reasoning*',
  'grok-4.20-0309-reasoning*',
  'grok-4.20-multi-agent*',
  'grok-4.3*',
  'grok-4.5*',
  'grok-4.6*',
  'grok-4.7*',
  'grok-4.8*',
  'grok-5*',
  'grok-latest',
  'grok-code*',
  'grok-build*',
];

export const xaiModels: readonly ModelDeclaration[] = [
  {
    matches: '*',
    features: ['streaming', 'system-prompt', 'tools', 'parallel-tools', 'json-mode', 'json-schema', 'logprobs', 'seed'],
  },
  {
    matches: reasoningModels,
    features: [
      'streaming',
      'system-prompt',
      'tools',
      'parallel-tools',
      'json-mode',
      'json-schema',
      'reasoning',
      'logprobs',
      'seed',
      'prompt-caching',
    ],
    quirks: [...reasoningRefuses, hiddenReasoning],
  },
  {
    matches: [
      'grok-4.3*',
      'grok-4.5*',
      'grok-4.6*',
      'grok-4.7*',
      'grok-4',
      'grok-4-*',
      'grok-4.20*',
      'grok-latest',
      'grok-2-vision*',
    ],
    features: [
      'streaming',
      'system-prompt',
      'tools',
      'parallel-tools',
      'json-mode',
      'json-schema',
      'vision',
      'reasoning',
      'logprobs',
      'seed',
      'prompt-caching',
    ],
  },
  { matches: 'grok-3-mini*', quirks: reasoningRefuses },
  { matches: ['grok-3', 'grok-3-latest', 'grok-3-beta', 'grok-3-fast*'], quirks: [noPresencePenalty] },
  {
    matches: 'grok-3-mini*',
    quirks: [effortsOf('mini-efforts', ['low', 'high'], 'The model reasons with low or high effort.')],
  },
  {
    matches: 'grok-4.3*',
    quirks: [
      effortsOf(
        'grok-4-3-efforts',
        ['none', 'low', 'medium', 'high'],
        'The model reasons with low, medium or high effort, or not at all.',
      ),
    ],
  },
  {
    matches: ['grok-4.5*', 'grok-4.7*', 'grok-4.20-multi-agent*'],
    quirks: [
      effortsOf(
        'low-to-high-efforts',
        ['low', 'medium', 'high'],
        'The model takes low, medium or high effort, and its reasoning cannot be turned off.',
      ),
    ],
  },
  {
    matches: 'grok-4.6*',
    quirks: [
      effortsOf(
        'grok-4-6-efforts',
        ['low', 'medium', 'high', 'xhigh'],
        'The model takes low, medium, high or xhigh effort, and its reasoning cannot be turned off.',
      ),
    ],
  },
  {
    matches: 'grok-4.20-multi-agent*',
    quirks: [
      {
        kind: 'model-limit',
        id: 'effort-is-agents',
        parameter: 'reasoningEffort',
        description: 'The effort decides how many agents work, and so what the answer costs, not how long one reasons.',
        ...efforts,
      },
    ],
  },
  {
    matches: [
      'grok-2*',
      'grok-3',
      'grok-3-latest',
      'grok-3-beta',
      'grok-3-fast*',
      'grok-4',
      'grok-4-0709',
      'grok-4-latest',
      'grok-4-fast*',
      'grok-4-1-fast*',
      'grok-code*',
      'grok-4.20-reasoning*',
      'grok-4.20-0309-reasoning*',
      'grok-4.20-non-reasoning*',
      'grok-4.20-0309-non-reasoning*',
    ],
    quirks: [noEffort],
  },
  {
    matches: ['grok-3*', 'grok-code*', 'grok-2', 'grok-2-1212'],
    quirks: [
      {
        kind: 'unsupported-feature',
        id: 'no-images',
        feature: 'vision',
        description: 'The model takes no images.',
        source: 'https://docs.x.ai/docs/models',
        asOf,
      },
    ],
  },
];
