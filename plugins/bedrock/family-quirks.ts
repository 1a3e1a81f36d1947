import type { Quirk } from 'byom/sdk';
import { asOf, sources } from './sources.js';

const { aiSdk, awsDocs, awsSdk, features, langchain } = sources;
const languageModel = `${aiSdk}/amazon-bedrock-chat-language-model.ts`;

const noTools: Quirk = { kind: 'unsupported-feature', id: 'no-tools', feature: 'tools', source: features, asOf };
const noVision: Quirk = { kind: 'unsupported-feature', id: 'no-vision', feature: 'vision', source: features, asOf };
const noTopK: Quirk = { kind: 'unsupported-parameter', id: 'no-top-k', parameter: 'topK', source: awsDocs, asOf };
const noReasoning: Quirk = {
  kind: 'unsupported-parameter',
  id: 'no-reasoning-effort',
  parameter: 'reasoningEffort',
  source: languageModel,
  asOf,
};
const noSystem: Quirk = { kind: 'system-prompt-as-user', id: 'no-system-prompt', source: features, asOf };
const noCache: Quirk = {
  kind: 'unsupported-field',
  id: 'no-cache-points',
  field: 'cacheMarks',
  source: `${awsDocs}/userguide/prompt-caching.html`,
  asOf,
};
const wholeWithTools: Quirk = {
  kind: 'exclusive-features',
  id: 'no-stream-with-tools',
  keep: 'tools',
  drop: 'stream',
  description: 'With tools the model does not stream: its answer is told at once.',
  source: `${langchain}, https://github.com/earendil-works/pi/issues/3739`,
  asOf,
};
const autoTools: Quirk = {
  kind: 'limited-tool-choice',
  id: 'auto-tool-choice',
  modes: ['auto'],
  source: langchain,
  asOf,
};
const noToolChoice: Quirk = {
  kind: 'limited-tool-choice',
  id: 'no-tool-choice',
  modes: [],
  source: langchain,
  asOf,
};
const jsonByInstruction: Quirk = {
  kind: 'unsupported-response-format',
  id: 'json-by-instruction',
  formats: ['json-schema'],
  instead: 'instruction',
  source: `${awsDocs}/userguide/structured-output.html`,
  asOf,
};
const complexByInstruction: Quirk = {
  kind: 'unsupported-response-format',
  id: 'complex-json-by-instruction',
  formats: ['json-schema'],
  instead: 'instruction',
  when: { schema: { recursive: true, open: true } },
  source: `${awsDocs}/userguide/structured-output.html`,
  asOf,
};
const noStrictTools: Quirk = {
  kind: 'unsupported-field',
  id: 'no-strict-tools',
  field: 'toolStrict',
  source: `${awsDocs}/userguide/structured-output.html`,
  asOf,
};
const closedSchema: Quirk = {
  kind: 'strict-schema',
  id: 'closed-schema',
  of: 'response-format',
  closed: true,
  source: `${awsDocs}/userguide/structured-output.html`,
  asOf,
};

const novaQuirks: readonly Quirk[] = [
  {
    kind: 'renamed-parameter',
    id: 'nova-top-k',
    parameter: 'topK',
    as: 'inferenceConfig.topK',
    description: "`topK` goes into the additional fields, within an inference configuration of Nova's own.",
    source: 'https://docs.aws.amazon.com/nova/latest/userguide/complete-request-schema.html',
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'nova-top-k-range',
    parameter: 'topK',
    min: 0,
    max: 128,
    source: 'https://docs.aws.amazon.com/nova/latest/userguide/complete-request-schema.html',
    asOf,
  },
  {
    kind: 'limited-count',
    id: 'nova-four-cache-points',
    of: 'cache-marks',
    most: 4,
    source: `${awsDocs}/userguide/prompt-caching.html`,
    asOf,
  },
  {
    kind: 'format-by-tool',
    id: 'nova-json-by-tool',
    formats: ['json-schema'],
    source: `${langchain}, ${awsSdk}/models_0.d.ts SpecificToolChoice`,
    asOf,
  },
];
const novaReasoningQuirks: readonly Quirk[] = [
  {
    kind: 'limited-values',
    id: 'nova-efforts',
    parameter: 'reasoningEffort',
    values: ['none', 'low', 'medium', 'high'],
    source: languageModel,
    asOf,
  },
  {
    kind: 'renamed-parameter',
    id: 'nova-effort',
    parameter: 'reasoningEffort',
    as: 'reasoningConfig.maxReasoningEffort',
    source: languageModel,
    asOf,
  },
  ...(['maxOutputTokens', 'temperature', 'topP', 'topK'] as const).map((parameter): Quirk => ({
    kind: 'unsupported-parameter',
    id: `nova-high-effort-without-${{ maxOutputTokens: 'max-tokens', temperature: 'temperature', topP: 'top-p', topK: 'top-k' }[parameter]}`,
    parameter,
    when: { reasoningEffort: ['high', 'xhigh', 'max'] },
    source: `${languageModel}, https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html`,
    asOf,
  })),
];

const openaiQuirks: readonly Quirk[] = [
  { kind: 'unsupported-parameter', id: 'openai-no-stop', parameter: 'stop', source: languageModel, asOf },
  noTopK,
  noCache,
];
const gptOssQuirks: readonly Quirk[] = [
  {
    kind: 'limited-values',
    id: 'gpt-oss-efforts',
    parameter: 'reasoningEffort',
    values: ['low', 'medium', 'high'],
    source: 'https://github.com/openai/gpt-oss README.md',
    asOf,
  },
  {
    kind: 'renamed-parameter',
    id: 'gpt-oss-effort',
    parameter: 'reasoningEffort',
    as: 'reasoning_effort',
    source: languageModel,
    asOf,
  },
  noVision,
  closedSchema,
  complexByInstruction,
];
const gptQuirks: readonly Quirk[] = [
  { kind: 'unsupported-parameter', id: 'openai-no-temperature', parameter: 'temperature', source: languageModel, asOf },
  { kind: 'unsupported-parameter', id: 'openai-no-top-p', parameter: 'topP', source: languageModel, asOf },
  {
    kind: 'renamed-parameter',
    id: 'openai-effort',
    parameter: 'reasoningEffort',
    as: 'reasoning.effort',
    source: languageModel,
    asOf,
  },
  jsonByInstruction,
];

/** What families of models have in common, or alone. */
export const familyQuirks = {
  noTools,
  noVision,
  noTopK,
  noReasoning,
  noSystem,
  noCache,
  wholeWithTools,
  autoTools,
  noToolChoice,
  jsonByInstruction,
  complexByInstruction,
  noStrictTools,
  closedSchema,
  novaQuirks,
  novaReasoningQuirks,
  openaiQuirks,
  gptOssQuirks,
  gptQuirks,
};
