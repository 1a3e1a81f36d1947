import type { Quirk } from 'byom/sdk';
import { groqAnswerQuirks } from './groq-answer-quirks.js';

const asOf = '2026-11-23';
const sdk = 'npm groq-sdk@1.6.0 resources/chat/completions.d.ts';
const compatibility = 'https://console.groq.com/docs/openai';

/** Of every model that Groq serves. */
export const groqQuirks: readonly Quirk[] = [
  {
    kind: 'exclusive-response-format',
    id: 'json-without-tools',
    description:
      'Groq refuses a JSON response format together with tools, so the format is asked for in the system message.',
    source: 'npm @ai-sdk/groq@4.0.84 src/groq-chat-language-model.ts',
    asOf,
  },
  {
    kind: 'instructed-response-format',
    id: 'json-needs-words',
    formats: ['json'],
    description: 'Groq refuses JSON mode where no message says json: one that does is added.',
    source: 'https://github.com/mem0ai/mem0/pull/4161, https://console.groq.com/docs/text-chat',
    asOf,
  },
  {
    kind: 'renamed-parameter',
    id: 'max-completion-tokens',
    parameter: 'maxOutputTokens',
    as: 'max_completion_tokens',
    description: 'Groq calls the output limit max_completion_tokens; max_tokens is deprecated.',
    source: sdk,
    asOf,
  },
  {
    kind: 'limited-stop-sequences',
    id: 'four-stop-sequences',
    most: 4,
    description: 'Groq takes at most four stop sequences.',
    source: sdk,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-frequency-penalty',
    parameter: 'frequencyPenalty',
    description: 'Groq takes a frequency penalty and ignores it, for every model.',
    source: sdk,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-presence-penalty',
    parameter: 'presencePenalty',
    description: 'Groq takes a presence penalty and ignores it, for every model.',
    source: sdk,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-top-k',
    parameter: 'topK',
    description: 'Groq has no top_k and refuses a request that gives one.',
    source: 'npm @ai-sdk/groq@4.0.84 src/groq-chat-language-model.ts',
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-logprobs',
    parameter: 'logprobs',
    description: 'Groq gives no log probabilities and refuses a request for them.',
    source: compatibility,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'one-choice',
    parameter: 'n',
    max: 1,
    description: 'Groq gives one choice and refuses a request for more.',
    source: compatibility,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-speaker-names',
    field: 'speakerNames',
    description: 'Groq refuses names on messages.',
    source: compatibility,
    asOf,
  },
  {
    kind: 'limited-count',
    id: 'most-tools',
    of: 'tools',
    most: 128,
    description: 'Groq takes at most 128 tools.',
    source: sdk,
    asOf,
  },
  {
    kind: 'limited-count',
    id: 'five-images',
    of: 'images',
    most: 5,
    description: 'Groq takes at most five images in a request.',
    source: 'https://console.groq.com/docs/vision',
    asOf,
  },
  {
    kind: 'exclusive-features',
    id: 'schema-without-stream',
    keep: 'json-schema',
    drop: 'stream',
    description: 'Groq streams no answer to a JSON Schema: it is asked for whole.',
    source: 'https://console.groq.com/docs/structured-outputs',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'coldest-temperature',
    parameter: 'temperature',
    description: 'Groq takes a temperature of 0 for 1e-8.',
    source: compatibility,
    asOf,
  },
  {
    kind: 'unsupported-options',
    id: 'nothing-stored',
    options: ['metadata', 'store'],
    description: 'Groq takes neither metadata nor store.',
    source: sdk,
    asOf,
  },
  {
    kind: 'unsupported-options',
    id: 'no-logit-bias',
    options: ['logit_bias'],
    description: 'Groq refuses a logit_bias.',
    source: compatibility,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'service-tiers',
    parameter: 'providerOptions',
    description:
      'The service tiers of Groq are auto, on_demand, flex and performance: default becomes on_demand, others are left out, and the answer says so.',
    source: sdk,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'one-reasoning-switch',
    parameter: 'providerOptions',
    description:
      'reasoning_format and include_reasoning exclude each other: of both provider options the first is kept, and the answer says so.',
    source: sdk,
    asOf,
  },
  ...groqAnswerQuirks,
];

export const jsonSchemaAsJson: Quirk = {
  kind: 'unsupported-response-format',
  id: 'no-json-schema',
  formats: ['json-schema'],
  instead: 'json',
  description:
    'Groq takes JSON Schemas for some models only and refuses them for this one: it is asked for plain JSON, and for the schema in the system message.',
  source: 'npm @ai-sdk/groq@4.0.84 src/groq-model-catalog.ts',
  asOf,
};

export const noReasoningEffort: Quirk = {
  kind: 'unsupported-parameter',
  id: 'no-reasoning-effort',
  parameter: 'reasoningEffort',
  description: 'The model does not reason, and Groq refuses an effort for it.',
  source: sdk,
  asOf,
};

export const gptOssEfforts: Quirk = {
  kind: 'limited-values',
  id: 'gpt-oss-efforts',
  parameter: 'reasoningEffort',
  values: ['low', 'medium', 'high'],
  description: 'GPT-OSS always reasons, with low, medium or high effort.',
  source: sdk,
  asOf,
};

export const qwenSwitch: Quirk = {
  kind: 'limited-values',
  id: 'qwen-efforts',
  parameter: 'reasoningEffort',
  values: ['none', 'medium'],
  description: "Reasoning is on or off: medium stands for the model's own effort.",
  source: sdk,
  asOf,
};

export const qwenEfforts: Quirk = {
  kind: 'limited-values',
  id: 'qwen-3-8-efforts',
  parameter: 'reasoningEffort',
  values: ['none', 'low', 'medium', 'high'],
  description: 'The model takes no effort between low, medium and high, and none above.',
  source: 'npm @ai-sdk/groq@4.0.84 src/groq-model-catalog.ts',
  asOf,
};

export const textOnly: Quirk = {
  kind: 'unsupported-feature',
  id: 'text-only',
  feature: 'vision',
  description: 'The model takes no images.',
  source: 'npm @ai-sdk/groq@4.0.84 src/groq-model-catalog.ts',
  asOf,
};

export const noTools: Quirk = {
  kind: 'unsupported-feature',
  id: 'no-tools',
  feature: 'tools',
  description: 'The model takes no tools: Compound brings its own, and guards only judge.',
  source: 'npm @ai-sdk/groq@4.0.84 src/groq-model-catalog.ts',
  asOf,
};

export const oneToolAtATime: Quirk = {
  kind: 'unsupported-feature',
  id: 'one-tool-at-a-time',
  feature: 'parallel-tools',
  description: 'GPT-OSS on Groq calls one tool at a time.',
  source: 'https://console.groq.com/docs/tool-use',
  asOf,
};

export const strictSchemas: Quirk = {
  kind: 'strict-schema',
  id: 'strict-schemas',
  of: 'response-format',
  onlyStrict: true,
  closed: true,
  allRequired: true,
  description: 'A strict JSON Schema must require every property and say of every object that it holds nothing else.',
  source: 'https://console.groq.com/docs/structured-outputs',
  asOf,
};

export const spentOnReasoning: Quirk = {
  kind: 'hidden-reasoning',
  id: 'reasoning-spends-the-limit',
  below: 1_024,
  description: 'Reasoning counts towards the output limit, so a small limit can end before any answer.',
  source: 'https://console.groq.com/docs/reasoning',
  asOf,
};

export const noReasoningFormat: Quirk = {
  kind: 'unsupported-options',
  id: 'no-reasoning-format',
  options: ['reasoning_format'],
  description: 'GPT-OSS takes no reasoning_format: include_reasoning alone says whether its reasoning is shown.',
  source: 'https://console.groq.com/docs/reasoning',
  asOf,
};
