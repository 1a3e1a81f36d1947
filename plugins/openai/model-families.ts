import type { ModelDeclaration, ModelFeature, ParameterName, Quirk, QuirkCondition, ReasoningEffort } from 'byom/sdk';
import { hiddenReasoning } from './provider-quirks.js';

const asOf = '2026-11-23';
const catalogue = 'npm @ai-sdk/openai@4.0.118 src/openai-model-catalog.ts';
const language = 'npm @ai-sdk/openai@4.0.118 src/chat/openai-chat-language-model.ts';

const not = (id: string, parameter: ParameterName, source: string, when?: QuirkCondition): Quirk => ({
  kind: 'unsupported-parameter',
  id,
  parameter,
  ...(when && { when }),
  source,
  asOf,
});
const efforts = (id: string, values: readonly ReasoningEffort[]): Quirk => ({
  kind: 'limited-values',
  id,
  parameter: 'reasoningEffort',
  values,
  source: catalogue,
  asOf,
});

const noPenalties = [
  not('reasoning-no-frequency-penalty', 'frequencyPenalty', language),
  not('reasoning-no-presence-penalty', 'presencePenalty', language),
];
/** Not even with their default values. */
const noSampling = [
  not('always-reasoning-no-temperature', 'temperature', catalogue),
  not('always-reasoning-no-top-p', 'topP', catalogue),
  not('always-reasoning-no-logprobs', 'logprobs', language),
];
const reasons: QuirkCondition = { reasoningEffort: ['unset', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] };
const samplingWithoutReasoning = [
  not('temperature-only-without-reasoning', 'temperature', catalogue, reasons),
  not('top-p-only-without-reasoning', 'topP', catalogue, reasons),
  not('logprobs-only-without-reasoning', 'logprobs', catalogue, reasons),
];
const noStop = not('no-stop-sequences', 'stop', 'https://github.com/huggingface/smolagents/issues/1893');

const efforts50 = efforts('efforts-of-5-0', ['minimal', 'low', 'medium', 'high']);
const efforts51 = efforts('efforts-of-5-1', ['none', 'low', 'medium', 'high']);
const effortsWithNone = efforts('efforts-with-none', ['none', 'low', 'medium', 'high', 'xhigh']);
const effortsFromLow: Quirk = {
  ...efforts('efforts-from-low', ['low', 'medium', 'high', 'xhigh']),
  description: 'Always reasons, from effort low on; max is had on the Responses API alone.',
};
const effortsOfO: Quirk = efforts('efforts-of-o', ['low', 'medium', 'high']);

const searches = (parameter: ParameterName, name: string) =>
  not(
    `search-no-${name}`,
    parameter,
    'https://github.com/BerriAI/litellm 1.83.2 litellm/llms/openai/chat/gpt_5_transformation.py',
  );

/** What the catalogue takes from the few that lack any of it. */
const spoken: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'json-schema',
  'vision',
  'seed',
];

/** All of 5.0 but its chat models, which do not reason. */
const version50 = [
  'gpt-5',
  'gpt-5-2025*',
  'gpt-5-mini*',
  'gpt-5-nano*',
  'gpt-5-pro*',
  'gpt-5-codex*',
  'gpt-5-search*',
] as const;

/** What whole families of models take; the patterns reach models that are not listed yet. */
export const modelFamilies: readonly ModelDeclaration[] = [
  {
    matches: ['gpt-4*', 'gpt-3.5*', 'gpt-5-chat*'],
    features: [...spoken, 'logprobs'],
    asOf,
    defaults: { temperature: 1, topP: 1 },
    quirks: [
      {
        kind: 'limited-range',
        id: 'temperature',
        parameter: 'temperature',
        min: 0,
        max: 2,
        source: 'npm openai@7.57.0 resources/chat/completions/completions.d.ts',
        asOf,
      },
      not('no-reasoning-effort', 'reasoningEffort', catalogue),
    ],
  },
  {
    matches: ['o1*', 'o3*', 'o4*', ...version50, 'gpt-5.*', 'gpt-6*'],
    features: [...spoken, 'reasoning'],
    asOf,
    defaults: { temperature: 1, topP: 1 },
    quirks: [hiddenReasoning, ...noPenalties],
  },
  { matches: ['o1*', 'o3*', 'o4*'], quirks: [...noSampling, effortsOfO] },
  { matches: ['o3*', 'o4*'], quirks: [noStop] },
  { matches: version50, quirks: [...noSampling, efforts50, noStop] },
  { matches: 'gpt-5.1*', quirks: [...samplingWithoutReasoning, efforts51, noStop] },
  { matches: 'gpt-5.2*', quirks: [noStop] },
  {
    matches: [
      'gpt-5.2*',
      'gpt-5.3*',
      'gpt-5.4*',
      'gpt-5.5*',
      'gpt-5.6*',
      'gpt-6-sol*',
      'gpt-6-luna*',
      'gpt-6.1-terra*',
    ],
    quirks: [...samplingWithoutReasoning, effortsWithNone],
  },
  { matches: ['gpt-6-astra*', 'gpt-6.1-sol*', 'gpt-6.2-*'], quirks: [...noSampling, effortsFromLow] },
  {
    matches: 'gpt-5*search*',
    quirks: [
      searches('seed', 'seed'),
      searches('n', 'several-choices'),
      searches('reasoningEffort', 'reasoning-effort'),
    ],
  },
  {
    matches: ['o1-pro*', 'o3-pro*', 'gpt-5-pro*', 'gpt-5-codex*', 'gpt-5.1-codex*', 'gpt-5.2-codex*', 'gpt-5.3-codex*'],
    quirks: [
      {
        kind: 'other-endpoint',
        id: 'responses-only',
        endpoint: '/v1/responses',
        description: 'Served by the Responses API alone, which this plugin does not speak.',
        source: `${catalogue}; npm openai@6.49.0 resources/shared.d.ts (ResponsesModel)`,
        asOf,
      },
    ],
  },
  {
    matches: ['gpt-5*', 'gpt-6*'],
    quirks: [
      {
        kind: 'model-limit',
        id: 'input-limit-of-its-own',
        parameter: 'messages',
        description: 'The window holds input and output together, and the input has a lower limit of its own.',
        source: 'https://github.com/anomalyco/models.dev f3fc6922',
        asOf,
      },
    ],
  },
  {
    matches: ['gpt-5.4*', 'gpt-5.5*', 'gpt-5.6*', 'gpt-6*'],
    quirks: [
      {
        kind: 'model-limit',
        id: 'dearer-long-input',
        parameter: 'price',
        description:
          'A request of more than 272,000 input tokens is billed at a higher rate throughout; the price given is the lower one.',
        source: 'https://github.com/anomalyco/models.dev f3fc6922',
        asOf,
      },
    ],
  },
];
