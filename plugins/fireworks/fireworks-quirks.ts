import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const litellm = { source: 'github BerriAI/litellm litellm/llms/fireworks_ai/chat/transformation.py', asOf };
const errors = { source: 'https://docs.fireworks.ai/guides/inference-error-codes', asOf };
const reference = {
  source: 'github api-evangelist/fireworks-ai 91778e2 openapi/fireworks-ai-chat-api-openapi.yml',
  asOf,
};

/** Of every model that Fireworks serves. */
export const fireworksQuirks: readonly Quirk[] = [
  {
    kind: 'limited-range',
    id: 'five-logprobs',
    parameter: 'logprobs',
    max: 5,
    description: 'Fireworks gives log probabilities for at most 5 alternatives.',
    ...reference,
  },
  {
    kind: 'limited-stop-sequences',
    id: 'four-stop-sequences',
    most: 4,
    description: 'Fireworks takes at most four stop sequences.',
    ...reference,
  },
  {
    kind: 'limited-range',
    id: 'choices-to-128',
    parameter: 'n',
    max: 128,
    description: 'Fireworks gives at most 128 choices.',
    ...reference,
  },
  {
    kind: 'limited-range',
    id: 'top-k-to-100',
    parameter: 'topK',
    max: 100,
    description: 'Fireworks takes a top_k of at most 100.',
    ...reference,
  },
  {
    kind: 'tool-name-pattern',
    id: 'tool-names',
    most: 64,
    description: 'A name of a tool has at most 64 letters, digits, underscores and dashes.',
    ...reference,
  },
  {
    kind: 'unsupported-field',
    id: 'no-speaker-names',
    field: 'speakerNames',
    description: 'Messages have no field for a name, and Fireworks refuses fields that it does not know.',
    ...reference,
  },
  {
    kind: 'instructed-response-format',
    id: 'json-asked-in-words',
    formats: ['json'],
    description: 'Without a word of JSON in the messages JSON mode can go on with blanks until the output limit.',
    ...reference,
  },
  {
    kind: 'wire-format',
    id: 'one-thinking-switch',
    parameter: 'providerOptions',
    description: 'Fireworks refuses thinking beside reasoning_effort: of both the provider option thinking is sent.',
    ...reference,
  },
  {
    kind: 'wire-format',
    id: 'priority-or-default',
    parameter: 'providerOptions',
    description: 'Of service tiers only priority is more than the default: for others the answer says so.',
    ...reference,
  },
  {
    kind: 'unsupported-field',
    id: 'no-cache-marks',
    field: 'cacheMarks',
    description: 'Fireworks keeps prompts in its cache by itself, and refuses marks for it.',
    source: 'github musistudio/claude-code-router#377',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'overlong-input-refused',
    parameter: 'providerOptions',
    description:
      'Fireworks cuts an output limit to fit the window without a word: it is told to refuse instead, unless the provider option context_length_exceeded_behavior says otherwise.',
    ...litellm,
  },
  {
    kind: 'wire-format',
    id: 'required-is-any',
    parameter: 'toolChoice',
    description: 'The tool choice that demands a call of some tool is spelled any.',
    ...litellm,
  },
  {
    kind: 'wire-format',
    id: 'path-of-model',
    parameter: 'model',
    description:
      'Models are named by a path: a name without a slash stands for the one below accounts/fireworks/models.',
    ...litellm,
  },
  {
    kind: 'wire-format',
    id: 'long-answers-streamed',
    parameter: 'maxOutputTokens',
    description:
      'Fireworks takes an output limit above 4,096 tokens for streams only: a stream is asked for and put together.',
    source: 'github nullclaw/nullclaw#231',
    asOf,
  },
  {
    kind: 'model-limit',
    id: 'two-thousand-by-default',
    parameter: 'maxOutputTokens',
    description: 'Where no output limit is given Fireworks ends an answer at 2,048 tokens.',
    source:
      'https://docs.fireworks.ai/faq-new/models-inference/what-are-the-maximum-completion-token-limits-for-models-and-can-they-be-increase',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'text-or-object-errors',
    description: 'An error is a text or an object: both are read.',
    source: 'npm @ai-sdk/fireworks@3.0.62 src/fireworks-provider.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'unpaid-is-402',
    description: 'An account without a paid plan, or over its limits, is told by status 402.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'suspended-is-412',
    description:
      'A suspended account, mostly for its spending limit, is told by status 412; so is an adapter of a model that failed to load.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'key-is-403',
    description: 'A wrong key is told by status 401 or 403.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'hidden-model-is-404',
    parameter: 'model',
    description: 'A model that is unknown, not deployed or not yours is told by status 404 alike.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'unknown-fields-refused',
    parameter: 'providerOptions',
    description: 'Fireworks refuses fields that it does not know ("Extra inputs are not permitted").',
    source: 'github musistudio/claude-code-router#377',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'usage-when-asked',
    description: 'Newer models count the tokens of a stream only when asked to, in an event without choices.',
    source: 'github langchain-ai/langchain#36977',
    asOf,
  },
];
