import type { Quirk } from 'byom/sdk';

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
    kind: 'wire-format',
    id: 'no-speaker-names',
    parameter: 'messages',
    description: 'Groq refuses names on messages: they are left out, and the answer says so.',
    source: compatibility,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'default-effort',
    parameter: 'reasoningEffort',
    description: 'Where a Qwen model only turns reasoning on and off, on is spelled default.',
    source: sdk,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-apart',
    description:
      'Qwen models put their reasoning into the text by default: it is asked for beside it, unless the provider option reasoning_format or include_reasoning says otherwise.',
    source: 'https://console.groq.com/docs/reasoning',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'nullable-usage-details',
    description: 'Groq counts time beside tokens, and the details of its token counts may be null.',
    source: 'npm groq-sdk@1.6.0 resources/completions.d.ts',
    asOf,
  },
  {
    kind: 'model-limit',
    id: 'most-tools',
    parameter: 'tools',
    description: 'Groq takes at most 128 tools.',
    source: sdk,
    asOf,
  },
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
