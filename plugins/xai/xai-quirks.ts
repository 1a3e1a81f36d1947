import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const chat = { source: 'npm @ai-sdk/xai@3.0.138 src/xai-chat-language-model.ts', asOf };
const litellm = { source: 'github BerriAI/litellm 0054038 litellm/llms/xai/chat/transformation.py', asOf };
const errors = { source: 'npm @ai-sdk/xai@5.0.12 src/xai-error.ts', asOf };
const spec = { source: 'github api-evangelist/xai 12b8eae openapi/xai-chat-api-openapi.yml', asOf };
const debugging = { source: 'https://docs.x.ai/docs/key-information/debugging', asOf };

/** Of every Grok model. */
export const xaiQuirks: readonly Quirk[] = [
  {
    kind: 'renamed-parameter',
    id: 'max-completion-tokens',
    parameter: 'maxOutputTokens',
    as: 'max_completion_tokens',
    description: 'xAI calls the output limit max_completion_tokens; max_tokens is deprecated.',
    ...chat,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-top-k',
    parameter: 'topK',
    description: 'Chat completions at xAI have no top_k.',
    ...chat,
  },
  {
    kind: 'limited-range',
    id: 'eight-logprobs',
    parameter: 'logprobs',
    max: 8,
    description: 'xAI gives log probabilities for at most 8 alternatives.',
    source: 'npm @ai-sdk/xai@3.0.138 src/xai-chat-options.ts',
    asOf,
  },
  {
    kind: 'limited-stop-sequences',
    id: 'four-stop-sequences',
    most: 4,
    description: 'xAI takes at most four stop sequences, of models that take any.',
    ...spec,
  },
  {
    kind: 'unsupported-options',
    id: 'no-logit-bias',
    options: ['logit_bias'],
    description: 'xAI does not support logit_bias.',
    ...spec,
  },
  {
    kind: 'limited-count',
    id: 'most-tools',
    of: 'tools',
    most: 128,
    description: 'xAI takes at most 128 tools.',
    ...spec,
  },
  {
    kind: 'unsupported-field',
    id: 'no-strict-tools',
    field: 'toolStrict',
    description: 'xAI always holds tools to their schemas, and takes no strict on them.',
    source: 'https://docs.x.ai/developers/model-capabilities/text/structured-outputs',
    asOf,
  },
  {
    kind: 'limited-image-types',
    id: 'image-types',
    types: ['image/jpeg', 'image/jpg', 'image/png', 'image/webp'],
    description: 'xAI takes images as JPEG, PNG and WebP.',
    ...spec,
  },
  {
    kind: 'wire-format',
    id: 'names-of-users-only',
    parameter: 'messages',
    description: 'xAI takes a name on messages of users alone: others are left out, and the answer says so.',
    ...litellm,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-beside-output',
    description: 'xAI counts reasoning beside completion_tokens, not within: it is added to the output, as it is paid.',
    source: 'npm @ai-sdk/xai@3.0.138 src/convert-xai-chat-usage.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'three-error-shapes',
    description: 'An error is an object with a message, a code beside a text, or a text alone: all are read.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'unsupported-told-in-words',
    description: 'A parameter that a model does not take is refused in words that name it, from which it is learned.',
    source: 'github acedergren/opencode-oci-provider v0.2.3',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'bad-key-is-400',
    description: 'A wrong key is told by status 400 and the words "Incorrect API key provided".',
    source: 'github openai/codex#1352',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'credit-is-403-or-429',
    description:
      'An account without credit, or at its spending limit, is told by status 403 or 429 in words: it is no matter of the key, nor of patience.',
    ...debugging,
  },
  {
    kind: 'wire-format',
    id: 'filter-is-403',
    description: 'Content against the usage guidelines is refused with status 403, or 400.',
    source: 'github QuantumNous/new-api service/violation_fee.go',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-in-200',
    description: 'A failure can come under status 200, as a code and a text in place of choices.',
    ...chat,
  },
  {
    kind: 'wire-format',
    id: 'empty-finish-reason',
    description: 'An answer that calls tools can end with an empty finish reason.',
    ...litellm,
  },
  {
    kind: 'wire-format',
    id: 'prompt-length-in-words',
    description: 'Too long an input is told as the "maximum prompt length", in words alone.',
    source: 'npm @earendil-works/pi-ai@1.5.2 dist/utils/overflow.js',
    asOf,
  },
  {
    kind: 'unsupported-options',
    id: 'no-live-search',
    options: ['search_parameters', 'web_search_options'],
    description: 'Search within chat completions has ended, and xAI refuses requests for it.',
    source: 'npm @ai-sdk/xai@3.0.138 src/xai-chat-options.ts',
    asOf,
  },
];
