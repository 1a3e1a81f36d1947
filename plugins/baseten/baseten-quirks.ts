import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';

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
      'Chat endpoints take the key as Bearer, on the Model APIs and on deployments; Api-Key is the scheme of /predict alone.',
    source: 'https://docs.baseten.co/inference/calling-your-model',
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
  description: 'Of the Model APIs only DeepSeek V4 and GPT-OSS are known to follow an effort.',
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
