import type { Quirk, ReasoningEffort } from 'byom/sdk';

const asOf = '2026-11-23';
const catalog = 'npm @ai-sdk/mistral@4.0.87 src/mistral-model-catalog.ts';
const docs = 'github mistralai/platform-docs-public 222f4ba (2026-08-21) public';

const live = 'https://github.com/anomalyco/models.dev/pull/7334, https://github.com/mozilla-ai/any-llm/pull/1241';

const efforts = (id: string, values: readonly ReasoningEffort[], description: string): Quirk => ({
  kind: 'limited-values',
  id,
  parameter: 'reasoningEffort',
  values,
  description,
  source: `${catalog}, ${live}`,
  asOf,
});
const elsewhere = (id: string, endpoint: string, description: string): Quirk => ({
  kind: 'other-endpoint',
  id,
  endpoint,
  description,
  source: `${docs}/openapi.yaml`,
  asOf,
});

/** Of some families of models. */
export const familyQuirks = {
  reasonsOrNot: efforts('reasons-or-not', ['none', 'high'], 'The model reasons, with a high effort, or does not.'),
  large4Efforts: efforts(
    'large-4-efforts',
    ['low', 'medium', 'high'],
    'Mistral Large 4 always reasons, with a low, medium or high effort.',
  ),
  glm5Efforts: efforts(
    'glm-5-3-efforts',
    ['low', 'high', 'max'],
    'GLM 5.3 always reasons, with a low, high or max effort.',
  ),
  noReasoning: {
    kind: 'unsupported-parameter',
    id: 'no-reasoning-effort',
    parameter: 'reasoningEffort',
    description: 'The model does not reason.',
    source: catalog,
    asOf,
  },
  oneChoice: {
    kind: 'limited-range',
    id: 'one-choice',
    parameter: 'n',
    min: 1,
    max: 1,
    description: 'Mistral Large 3 gives one answer only.',
    source: `${docs}/models/best-practices/sampling.md`,
    asOf,
  },
  blind: {
    kind: 'unsupported-feature',
    id: 'no-images',
    feature: 'vision',
    description: 'The model reads text only.',
    source: `${docs}/studio-api/conversations/vision.md`,
    asOf,
  },
  noPrediction: {
    kind: 'unsupported-options',
    id: 'no-prediction',
    options: ['prediction'],
    description: 'Outputs are predicted for Codestral and Mistral Large 2 only.',
    source: `${docs}/studio-api/conversations/advanced/predicted-outputs.md`,
    asOf,
  },
  embeds: elsewhere('embeddings-elsewhere', '/embeddings', 'Embeddings are made by another endpoint.'),
  reads: elsewhere('ocr-elsewhere', '/ocr', 'Documents are read by another endpoint.'),
  moderates: elsewhere('moderation-elsewhere', '/moderations', 'Moderation is asked of another endpoint.'),
  hears: elsewhere('audio-elsewhere', '/audio', 'Transcription and speech are asked of other endpoints.'),
} as const satisfies Record<string, Quirk>;
