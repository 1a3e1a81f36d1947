import type { ModelDeclaration, Quirk } from 'byom/sdk';
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

const plain = ['streaming', 'system-prompt'] as const;
const withTools = [...plain, 'tools'] as const;
const withSchema = [...withTools, 'json-schema'] as const;

/** The families of other vendors, by what of Converse they take. */
export const familyModels: readonly ModelDeclaration[] = [
  {
    matches: '*amazon.nova-*',
    features: [...withTools, 'parallel-tools', 'vision', 'prompt-caching'],
    quirks: novaQuirks,
    asOf,
  },
  {
    matches: '*amazon.nova-micro*',
    features: [...withTools, 'parallel-tools', 'prompt-caching'],
    quirks: [noVision],
  },
  {
    matches: ['*amazon.nova-lite*', '*amazon.nova-micro*', '*amazon.nova-pro*', '*amazon.nova-premier*'],
    quirks: [noReasoning],
  },
  {
    matches: '*amazon.nova-2-*',
    features: [...withTools, 'parallel-tools', 'vision', 'prompt-caching', 'reasoning'],
    quirks: novaReasoningQuirks,
  },
  {
    matches: '*amazon.titan-text*',
    features: ['streaming'],
    quirks: [noSystem, noTools, noVision, noTopK, noReasoning, noCache, jsonByInstruction],
  },
  { matches: '*meta.llama*', features: plain, quirks: [noTopK, noReasoning, noCache, jsonByInstruction], asOf },
  {
    matches: ['*meta.llama2*', '*meta.llama3-8b*', '*meta.llama3-70b*', '*meta.llama3-2-1b*', '*meta.llama3-2-3b*'],
    quirks: [noTools, noVision],
  },
  { matches: ['*meta.llama3-1*', '*meta.llama3-3*'], features: withTools, quirks: [noVision] },
  {
    matches: ['*meta.llama3-2-11b*', '*meta.llama3-2-90b*', '*meta.llama4*'],
    features: [...withTools, 'vision'],
  },
  {
    matches: ['*meta.llama3-1*', '*meta.llama3-2-11b*', '*meta.llama3-2-90b*', '*meta.llama3-3*', '*meta.llama4*'],
    quirks: [wholeWithTools, autoTools],
  },
  { matches: '*mistral.*', features: withTools, quirks: [noReasoning, noCache], asOf },
  {
    matches: ['*mistral.mistral-7b*', '*mistral.mixtral*'],
    features: ['streaming'],
    quirks: [
      noSystem,
      noTools,
      { kind: 'renamed-parameter', id: 'mistral-top-k', parameter: 'topK', as: 'top_k', source: awsDocs, asOf },
    ],
  },
  {
    matches: [
      '*mistral.mistral-large*',
      '*mistral.mistral-small*',
      '*mistral.pixtral*',
      '*mistral.magistral*',
      '*mistral.ministral*',
    ],
    quirks: [noTopK, wholeWithTools],
  },
  {
    matches: [
      '*mistral.pixtral*',
      '*mistral.mistral-large-3*',
      '*mistral.magistral-small*',
      '*mistral.ministral-3-3b*',
    ],
    features: [...withTools, 'vision'],
  },
  {
    matches: '*mistral.mistral-large*',
    quirks: [
      {
        kind: 'limited-tool-choice',
        id: 'mistral-tool-choice',
        modes: ['auto', 'required'],
        source: langchain,
        asOf,
      },
    ],
  },
  { matches: ['*mistral.mistral-small*', '*mistral.pixtral*'], quirks: [noToolChoice] },
  {
    matches: [
      '*mistral.mistral-7b*',
      '*mistral.mixtral*',
      '*mistral.mistral-large-24*',
      '*mistral.mistral-small-24*',
      '*mistral.pixtral*',
    ],
    quirks: [jsonByInstruction],
  },
  {
    matches: '*cohere.command-r*',
    features: withTools,
    quirks: [
      {
        kind: 'renamed-parameter',
        id: 'cohere-top-k',
        parameter: 'topK',
        as: 'k',
        source: `${awsDocs}/userguide/model-parameters-cohere-command-r-plus.html`,
        asOf,
      },
      noVision,
      noReasoning,
      noCache,
      noToolChoice,
      jsonByInstruction,
    ],
    asOf,
  },
  {
    matches: '*deepseek.r1*',
    features: [...plain, 'reasoning'],
    quirks: [noTools, noVision, noTopK, noReasoning, noCache, jsonByInstruction],
    asOf,
  },
  {
    matches: '*deepseek.v3*',
    features: withSchema,
    quirks: [
      noVision,
      noTopK,
      noReasoning,
      noCache,
      { kind: 'limited-tool-choice', id: 'deepseek-tool-choice', modes: ['required'], source: langchain, asOf },
      closedSchema,
    ],
    asOf,
  },
  { matches: '*openai.*', features: [...withTools, 'vision', 'reasoning'], quirks: openaiQuirks, asOf },
  { matches: '*openai.gpt-oss*', features: [...withSchema, 'reasoning'], quirks: gptOssQuirks },
  { matches: '*openai.gpt-5*', quirks: gptQuirks },
  {
    matches: '*ai21.jamba*',
    features: withTools,
    quirks: [noVision, noTopK, noReasoning, noCache, noToolChoice, jsonByInstruction],
    asOf,
  },
  { matches: '*ai21.jamba-instruct*', features: plain, quirks: [noTools] },
  {
    matches: '*writer.palmyra*',
    features: withTools,
    quirks: [noVision, noTopK, noReasoning, noCache, wholeWithTools, noToolChoice, jsonByInstruction],
    asOf,
  },
  {
    matches: ['*qwen.qwen3*', '*moonshot*.kimi*', '*minimax.minimax*', '*nvidia.nemotron*'],
    features: withSchema,
    quirks: [noTopK, noReasoning, noCache, closedSchema],
    asOf,
  },
  { matches: '*qwen.qwen3-vl*', features: [...withSchema, 'vision'] },
];
