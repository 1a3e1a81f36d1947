import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const sdk = { source: 'npm @cerebras/cerebras_cloud_sdk@1.91.0 resources/chat/completions.d.ts', asOf };
const litellm = { source: 'github BerriAI/litellm litellm/llms/cerebras/chat.py', asOf };
const aiSdk = { source: 'npm @ai-sdk/cerebras@3.0.59 src/cerebras-provider.ts', asOf };
const limits = { source: 'https://inference-docs.cerebras.ai/support/rate-limits', asOf };
const errors = { source: 'https://inference-docs.cerebras.ai/support/error', asOf };
const schemas = { source: 'https://inference-docs.cerebras.ai/capabilities/structured-outputs', asOf };

/** Of every model that Cerebras serves. */
export const cerebrasQuirks: readonly Quirk[] = [
  {
    kind: 'renamed-parameter',
    id: 'max-completion-tokens',
    parameter: 'maxOutputTokens',
    as: 'max_completion_tokens',
    description:
      'Cerebras calls the output limit, reasoning included, max_completion_tokens; max_tokens is deprecated.',
    ...sdk,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-frequency-penalty',
    parameter: 'frequencyPenalty',
    description: 'Cerebras refuses a frequency penalty for most of its models.',
    ...litellm,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-presence-penalty',
    parameter: 'presencePenalty',
    description: 'Cerebras refuses a presence penalty for most of its models.',
    ...litellm,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-top-k',
    parameter: 'topK',
    description: 'Cerebras has no top_k.',
    ...sdk,
  },
  {
    kind: 'limited-range',
    id: 'twenty-logprobs',
    parameter: 'logprobs',
    max: 20,
    description: 'Cerebras gives log probabilities for at most 20 alternatives.',
    ...sdk,
  },
  {
    kind: 'limited-stop-sequences',
    id: 'four-stop-sequences',
    most: 4,
    description: 'Cerebras takes at most four stop sequences.',
    ...sdk,
  },
  {
    kind: 'instructed-response-format',
    id: 'json-needs-words',
    formats: ['json'],
    description: 'Cerebras refuses JSON mode where no message asks for JSON: one that does is added.',
    source: 'https://docs.litellm.ai/docs/providers/cerebras',
    asOf: '2026-11-23',
  },
  {
    kind: 'strict-schema',
    id: 'no-format-keyword',
    of: 'both',
    dropKeywords: ['format'],
    description:
      'Cerebras refuses JSON Schemas that say a format, of answers and of tools ("Invalid fields for schema").',
    source: 'github Ethan-Castro/hackprinceton-repo BUGFIX_CEREBRAS_TOOLS.md',
    asOf,
  },
  {
    kind: 'strict-schema',
    id: 'closed-objects',
    of: 'response-format',
    onlyStrict: true,
    closed: true,
    description: 'A strict JSON Schema must say of every object that it holds nothing else.',
    ...schemas,
  },
  {
    kind: 'unsupported-options',
    id: 'no-store',
    options: ['store'],
    description: 'Cerebras keeps no answers: it takes no store.',
    source: 'npm @earendil-works/pi-ai@1.5.2 dist/providers/cerebras.models.js',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'plain-system-role',
    parameter: 'messages',
    description:
      'The role system is sent, which GPT-OSS obeys as it would the developer; not every model takes developer.',
    source: 'https://inference-docs.cerebras.ai/resources/openai',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'flat-errors',
    description: 'An error has its message, type, param and code at the top of its body.',
    ...aiSdk,
  },
  {
    kind: 'wire-format',
    id: 'wrong-api-key',
    description: 'A wrong key is told by status 401 and the code wrong_api_key.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'queue-is-overload',
    description:
      'The code queue_exceeded under status 429 tells of an overload of the provider, not of a limit of yours.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'bodyless-overflow',
    description: 'Too long an input can be told by status 400 or 413 without any body.',
    source: 'npm @earendil-works/pi-ai@1.5.2 dist/utils/overflow.js',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-in-stream',
    description: 'A failure in the middle of a stream is an event with an error and its status_code.',
    ...sdk,
  },
  {
    kind: 'wire-format',
    id: 'reset-headers',
    description:
      'How long to wait is told by the headers x-ratelimit-reset-tokens-minute and x-ratelimit-reset-requests-day, in seconds.',
    ...limits,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-apart',
    description: 'Reasoning comes beside the text, as reasoning.',
    ...sdk,
  },
  {
    kind: 'model-limit',
    id: 'limit-by-output-asked',
    parameter: 'maxOutputTokens',
    description:
      'A rate limit counts the output limit before anything is written: without one the most that the model could write is counted.',
    ...limits,
  },
];
