import type { Quirk, ReasoningEffort } from 'byom/sdk';

const asOf = '2026-11-23';
const spec = { source: 'github api-evangelist/baseten 42575a2 openapi/baseten-chat-completions-api-openapi.yml', asOf };
const levels = { source: 'npm @earendil-works/pi-ai@1.5.2 dist/providers/baseten.models.js', asOf };

/** Of every model, whether one of the Model APIs or a deployment of one's own. */
export const basetenQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'dedicated-deployments',
    parameter: 'model',
    description:
      "A deployment of one's own has a URL of its own: give a credential the base URL https://model-ID.api.baseten.co/environments/production/sync/v1, with the deployment's id. The model's name is then a mere placeholder.",
    source: 'npm @ai-sdk/baseten@2.1.26 src/baseten-provider.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-predict-endpoint',
    description: 'A base URL that ends in /predict is no chat endpoint: calls to it fail before anything is sent.',
    source: 'npm @ai-sdk/baseten@2.1.26 src/baseten-provider.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'bearer-scheme',
    description:
      'The Model APIs take the key as Bearer. For a deployment the documentation shows Api-Key: that is sent where the credential names the deployment, and Bearer otherwise.',
    source: 'https://docs.baseten.co/inference/calling-your-model',
    asOf,
  },
  {
    kind: 'unsupported-options',
    id: 'nothing-stored',
    options: ['store'],
    description: 'Baseten keeps no answers: it takes no store.',
    ...levels,
  },
  {
    kind: 'wire-format',
    id: 'plain-system-role',
    parameter: 'messages',
    description: 'Baseten takes the role system, and not developer.',
    ...levels,
  },
  {
    kind: 'wire-format',
    id: 'max-tokens-alone',
    parameter: 'maxOutputTokens',
    description: 'Baseten calls the output limit max_tokens.',
    ...levels,
  },
  {
    kind: 'wire-format',
    id: 'stream-usage-asked-for',
    description: 'A stream counts its tokens only where it is asked to.',
    source: 'npm @ai-sdk/baseten@2.1.26 src/baseten-provider.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'bearer-on-messages',
    description:
      'The Messages API of Baseten reads Authorization and not x-api-key. This plugin speaks chat completions only, where the same header is sent.',
    source: 'https://docs.baseten.co/reference/inference-api/messages',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'billing-is-402',
    description: 'A matter of billing is told by status 402.',
    source: 'https://docs.baseten.co/inference/errors',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'bare-error-text',
    description:
      'The Model APIs give an error as a bare string, deployments as an object with message, type and code: both are read.',
    source: 'https://docs.baseten.co/inference/errors',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'unknown-model-text',
    parameter: 'model',
    description: 'An unknown model is told in words alone, whatever the status. Names are org/name, and case counts.',
    source: 'npm @ai-sdk/baseten@2.1.26 src/baseten-provider.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-content',
    description: 'Reasoning comes beside the text as reasoning_content.',
    source: 'github anomalyco/models.dev f3fc6922',
    asOf,
  },
  {
    kind: 'model-limit',
    id: 'longest-call',
    description: 'Baseten ends a call after 1200 seconds.',
    source: 'https://docs.baseten.co/deployment/autoscaling/request-lifecycle.md',
    asOf,
  },
];

/** Of the Model APIs alone: a deployment runs the server that its owner chose. */
export const modelApiQuirks: readonly Quirk[] = [
  {
    kind: 'limited-range',
    id: 'one-choice',
    parameter: 'n',
    max: 1,
    description: 'The Model APIs give one choice.',
    ...spec,
  },
  {
    kind: 'limited-stop-sequences',
    id: 'most-stop-sequences',
    most: 32,
    description: 'The Model APIs take at most 32 stop sequences.',
    ...spec,
  },
  {
    kind: 'limited-range',
    id: 'twenty-logprobs',
    parameter: 'logprobs',
    max: 20,
    description: 'The Model APIs give log probabilities for at most 20 alternatives.',
    ...spec,
  },
  {
    kind: 'limited-range',
    id: 'largest-limit',
    parameter: 'maxOutputTokens',
    max: 262_144,
    description: 'The Model APIs take an output limit of at most 262,144 tokens.',
    ...spec,
  },
  {
    kind: 'model-limit',
    id: 'limit-by-default',
    parameter: 'maxOutputTokens',
    description:
      'Where no output limit is given an answer ends at 4,096 tokens, and one that does not fit the window is lowered without a word.',
    ...spec,
  },
];

export const noTopK: Quirk = {
  kind: 'unsupported-parameter',
  id: 'no-top-k',
  parameter: 'topK',
  description: 'Of the Model APIs only the GLM and Nemotron Super models take top_k.',
  source: 'https://docs.baseten.co/inference/model-apis/overview',
  asOf,
};

export const noReasoningEffort: Quirk = {
  kind: 'unsupported-parameter',
  id: 'no-reasoning-effort',
  parameter: 'reasoningEffort',
  description: 'The model is not known to follow an effort.',
  source: 'github anomalyco/models.dev f3fc6922 providers/baseten/provider.toml',
  asOf,
};

export const gptOssEfforts: Quirk = {
  kind: 'limited-values',
  id: 'gpt-oss-efforts',
  parameter: 'reasoningEffort',
  values: ['low', 'medium', 'high'],
  description: 'GPT-OSS always reasons, with low, medium or high effort.',
  source: 'npm @ai-sdk/groq@4.0.84 src/groq-model-catalog.ts',
  asOf,
};

export const thinkingSwitch: Quirk = {
  kind: 'wire-format',
  id: 'thinking-switch',
  parameter: 'reasoningEffort',
  description:
    'Thinking is turned on and off by chat_template_args.enable_thinking: an effort sets it, unless the provider option chat_template_args says otherwise.',
  source: 'https://docs.baseten.co/inference/model-apis/reasoning',
  asOf,
};

export const onOrOff: Quirk = {
  kind: 'limited-values',
  id: 'thinking-on-or-off',
  parameter: 'reasoningEffort',
  values: ['none', 'high'],
  description: 'The model thinks or does not: high stands for on, and off is what it does by itself.',
  source: 'https://docs.baseten.co/inference/model-apis/reasoning',
  asOf,
};

export const spentOnReasoning: Quirk = {
  kind: 'hidden-reasoning',
  id: 'reasoning-spends-the-limit',
  below: 1_024,
  description: 'Reasoning counts towards the output limit, so a small limit can end before any answer.',
  source: 'https://docs.baseten.co/inference/model-apis/reasoning',
  asOf,
};

export const textOnly: Quirk = {
  kind: 'unsupported-feature',
  id: 'text-only',
  feature: 'vision',
  description: 'The model takes no images.',
  ...levels,
};

export const effortsOf = (
  id: string,
  values: readonly ReasoningEffort[],
  mapped?: Readonly<Partial<Record<ReasoningEffort, ReasoningEffort>>>,
): Quirk => ({
  kind: 'limited-values',
  id,
  parameter: 'reasoningEffort',
  values,
  ...(mapped && { mapped }),
  description: `The model takes these efforts: ${values.join(', ')}.`,
  ...levels,
});
