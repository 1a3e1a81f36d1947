import type { ModelDeclaration, Quirk, QuirkCondition } from '../../sdk/index.js';
import { modelFeatures } from './model-features.js';
import { notTaken } from './not-taken.js';
import { asOf, sources } from './sources.js';

/** All of 5.0 but its chat models, which do not reason. */
const version50 = [
  '*gpt-5',
  'gpt-5-2025*',
  'gpt-5-mini*',
  'gpt-5-nano*',
  'gpt-5-pro*',
  'gpt-5-codex*',
  'gpt-5-search*',
] as const;
const oSeries = ['o1*', 'o3*', 'o4*'] as const;
const since51 = ['gpt-5.*', 'gpt-6*', 'gpt-daybreak*'] as const;
const special = ['codex-mini*', 'computer-use-preview*'] as const;
const reasons: QuirkCondition = { reasoningEffort: ['unset', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] };

const hiddenReasoning: Quirk = {
  kind: 'hidden-reasoning',
  id: 'hidden-reasoning',
  below: 2_048,
  description:
    'The output limit bounds the answer and the hidden reasoning together, so a small limit can end with no text.',
  source: `${sources.sdk}; ${sources.responsesSdk}`,
  asOf,
};
const noPenalties = [
  notTaken('reasoning-no-frequency-penalty', 'frequencyPenalty', sources.language),
  notTaken('reasoning-no-presence-penalty', 'presencePenalty', sources.language),
];
const noBias: Quirk = {
  kind: 'unsupported-options',
  id: 'reasoning-no-logit-bias',
  options: ['logit_bias', 'prediction'],
  description: 'Models that reason take neither biases of tokens nor predictions of the answer.',
  source: `${sources.language}; ${sources.litellm}`,
  asOf,
};
/** Not even with their default values. */
const noSampling = [
  notTaken('always-reasoning-no-temperature', 'temperature', sources.catalogue),
  notTaken('always-reasoning-no-top-p', 'topP', sources.catalogue),
  notTaken('always-reasoning-no-logprobs', 'logprobs', sources.language),
];
const samplingWithoutReasoning = [
  notTaken('temperature-only-without-reasoning', 'temperature', sources.catalogue, reasons),
  notTaken('top-p-only-without-reasoning', 'topP', sources.catalogue, reasons),
  notTaken('logprobs-only-without-reasoning', 'logprobs', sources.catalogue, reasons),
];
const chat: QuirkCondition = { endpoint: ['default'] };
const noStop = notTaken('no-stop-sequences', 'stop', `${sources.stop}; ${sources.stopOnFive}`, chat);

/** What models take that reason, by what they always or sometimes do. */
export const reasoningModels: readonly ModelDeclaration[] = [
  { matches: [...version50, ...since51, ...special], features: modelFeatures.reasoning },
  { matches: oSeries, features: modelFeatures.o },
  {
    matches: [...oSeries, ...version50, ...since51, ...special],
    defaults: { temperature: 1, topP: 1 },
    quirks: [hiddenReasoning, ...noPenalties, noBias],
  },
  { matches: [...oSeries, ...version50, ...special], quirks: noSampling },
  {
    matches: oSeries,
    quirks: [
      {
        kind: 'unsupported-field',
        id: 'no-parallel-tool-calls-field',
        field: 'parallelToolCalls',
        description: 'The o series refuses parallel_tool_calls, whatever its value.',
        source: sources.parallelToolCalls,
        asOf,
      },
      {
        kind: 'unsupported-options',
        id: 'o-series-medium-verbosity-only',
        options: ['verbosity'],
        values: ['low', 'high'],
        source: sources.measuredVerbosity,
        asOf,
      },
    ],
  },
  { matches: ['o3*', 'o4*', ...version50, 'gpt-5.1*', 'gpt-5.2*'], quirks: [noStop] },
  {
    matches: version50,
    quirks: [
      {
        kind: 'unsupported-feature',
        id: 'minimal-effort-without-parallel-tools',
        feature: 'parallel-tools',
        when: { reasoningEffort: ['minimal'], with: ['tools'] },
        description: 'Tools are called one at a time with effort minimal.',
        source: 'https://learn.microsoft.com/azure/ai-foundry/openai/how-to/reasoning',
        asOf,
      },
    ],
  },
  {
    matches: ['gpt-5.*', 'gpt-6-sol*', 'gpt-6-luna*', 'gpt-6.1-terra*', 'gpt-daybreak*'],
    quirks: samplingWithoutReasoning,
  },
  { matches: ['gpt-6-astra*', 'gpt-6.1-sol*', 'gpt-6.2-*'], quirks: noSampling },
  {
    matches: ['gpt-5.6*', 'gpt-6*'],
    quirks: [
      {
        kind: 'unsupported-options',
        id: 'no-prompt-cache-retention',
        options: ['prompt_cache_retention'],
        description: 'From GPT-5.6 on, prompt_cache_options takes the place of prompt_cache_retention.',
        source: `${sources.language}; ${sources.caching}`,
        asOf,
      },
    ],
  },
  {
    matches: ['gpt-5*', 'gpt-6*'],
    quirks: [
      {
        kind: 'limited-count',
        id: 'most-images',
        of: 'images',
        most: 1_500,
        source: 'npm @earendil-works/pi-ai@1.5.2 dist/models.generated.js',
        asOf,
      },
    ],
  },
];
