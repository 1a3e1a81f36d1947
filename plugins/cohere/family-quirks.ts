import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const repository = 'github cohere-ai/cohere-developer-experience e814c8a1 (2026-08-20)';

/** As the documentation counsels: at least a thousand tokens stay for the answer. */
const thinkingBudget: Quirk = {
  kind: 'reasoning-budget',
  id: 'thinking-budget',
  minimum: 1,
  budgets: { minimal: 512, low: 2_048, medium: 8_192, high: 16_384, xhigh: 24_576, max: 31_000 },
  description: 'Thinking takes a number of tokens, up to 31000, which count towards the output limit.',
  source: `${repository} fern/pages/text-generation/reasoning.mdx`,
  asOf,
};

const hiddenThinking: Quirk = {
  kind: 'hidden-reasoning',
  id: 'thinking-counts-as-output',
  below: 1_024,
  source: `${repository} fern/pages/text-generation/reasoning.mdx`,
  asOf,
};

const noReasoning: Quirk = {
  kind: 'unsupported-parameter',
  id: 'no-thinking',
  parameter: 'reasoningEffort',
  description: 'The model does not reason.',
  source: `${repository} fern/pages/text-generation/reasoning.mdx`,
  asOf,
};

const freeToolChoice: Quirk = {
  kind: 'limited-tool-choice',
  id: 'no-tool-choice',
  modes: ['auto'],
  description: 'Models before Command R7B take no tool_choice.',
  source: `${repository} cohere-openapi.yaml`,
  asOf,
};

const jsonByInstruction: Quirk = {
  kind: 'unsupported-response-format',
  id: 'json-by-instruction',
  formats: ['json', 'json-schema'],
  instead: 'instruction',
  description: 'Structured output is for Command R, R+ and A models: others are asked for JSON by an instruction.',
  source: `${repository} fern/pages/v2/text-generation/structured-outputs.mdx`,
  asOf,
};

const blind: Quirk = {
  kind: 'unsupported-feature',
  id: 'no-images',
  feature: 'vision',
  description: 'The model reads text only.',
  source: `${repository} fern/pages/text-generation/image-inputs.mdx`,
  asOf,
};

const noTools: Quirk = {
  kind: 'unsupported-feature',
  id: 'no-tools',
  feature: 'tools',
  description: 'Aya models and Command A Vision call no tools.',
  source: `${repository} fern/pages/models/the-command-family-of-models/command-a-vision.mdx`,
  asOf,
};

const alwaysSafe: Quirk = {
  kind: 'unsupported-options',
  id: 'safety-always-on',
  options: ['safety_mode'],
  values: ['OFF', 'NONE'],
  description: 'From Command R7B on, the safety instruction cannot be left out.',
  source: `${repository} cohere-openapi.yaml`,
  asOf,
};

const elsewhere = (id: string, endpoint: string, description: string): Quirk => ({
  kind: 'other-endpoint',
  id,
  endpoint,
  description,
  source: `${repository} cohere-openapi.yaml`,
  asOf,
});
const embeds = elsewhere('embeddings-elsewhere', '/v2/embed', 'Embeddings are made by another endpoint.');
const ranks = elsewhere('ranking-elsewhere', '/v2/rerank', 'Documents are ranked by another endpoint.');
const hears = elsewhere('audio-elsewhere', '/v2/audio/transcriptions', 'Speech is transcribed by another endpoint.');

/** Of some families of models. */
export const familyQuirks = {
  thinkingBudget,
  hiddenThinking,
  noReasoning,
  freeToolChoice,
  jsonByInstruction,
  blind,
  noTools,
  alwaysSafe,
  embeds,
  ranks,
  hears,
} as const;
