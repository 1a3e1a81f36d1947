import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const sdk = { source: 'npm @ai-sdk/deepseek@3.0.56 src/chat/deepseek-chat-language-model.ts', asOf };
const reference = { source: 'https://api-docs.deepseek.com/api/create-chat-completion', asOf };
const limits = { source: 'https://api-docs.deepseek.com/quick_start/rate_limit', asOf };
const errors = { source: 'https://api-docs.deepseek.com/quick_start/error_codes', asOf };
const jsonGuide = { source: 'https://api-docs.deepseek.com/guides/json_mode', asOf };

/** Of every model that DeepSeek serves. */
export const deepseekQuirks: readonly Quirk[] = [
  {
    kind: 'unsupported-parameter',
    id: 'no-frequency-penalty',
    parameter: 'frequencyPenalty',
    description: 'DeepSeek has given up penalties: they are taken and change nothing.',
    ...sdk,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-presence-penalty',
    parameter: 'presencePenalty',
    description: 'DeepSeek has given up penalties: they are taken and change nothing.',
    ...sdk,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-top-k',
    parameter: 'topK',
    description: 'DeepSeek has no top_k.',
    ...sdk,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-seed',
    parameter: 'seed',
    description: 'DeepSeek has no seed: answers cannot be repeated.',
    ...sdk,
  },
  {
    kind: 'limited-range',
    id: 'one-choice',
    parameter: 'n',
    max: 1,
    description: 'DeepSeek gives one choice: it has no parameter for more.',
    ...reference,
  },
  {
    kind: 'limited-range',
    id: 'twenty-logprobs',
    parameter: 'logprobs',
    max: 20,
    description: 'DeepSeek gives log probabilities for at most 20 alternatives.',
    ...reference,
  },
  {
    kind: 'limited-stop-sequences',
    id: 'sixteen-stop-sequences',
    most: 16,
    description: 'DeepSeek takes at most 16 stop sequences.',
    ...reference,
  },
  {
    kind: 'unsupported-response-format',
    id: 'no-json-schema',
    formats: ['json-schema'],
    instead: 'json',
    description:
      'DeepSeek refuses JSON Schemas ("This response_format type is unavailable now"): plain JSON is asked for, and the schema in the system message.',
    ...sdk,
  },
  {
    kind: 'instructed-response-format',
    id: 'json-demanded-in-words',
    formats: ['json'],
    description: 'DeepSeek refuses JSON mode where no message holds the word json.',
    ...jsonGuide,
  },
  {
    kind: 'answered-tool-calls',
    id: 'results-follow-calls',
    description: 'Every call of a tool must be followed right away by its result.',
    source: 'github gptme/gptme#3421',
    asOf,
  },
  {
    kind: 'limited-count',
    id: 'most-tools',
    of: 'tools',
    most: 128,
    description: 'DeepSeek takes at most 128 tools.',
    ...reference,
  },
  {
    kind: 'unsupported-field',
    id: 'strict-tools-in-beta',
    field: 'toolStrict',
    description:
      'DeepSeek holds tools to their schemas at the base URL that ends in /beta alone, and refuses strict elsewhere.',
    source: 'npm @ai-sdk/deepseek@3.0.56 src/chat/deepseek-prepare-tools.ts',
    asOf,
  },
  {
    kind: 'limited-image-types',
    id: 'image-types',
    types: ['image/jpeg', 'image/jpg', 'image/png', 'image/gif', 'image/webp'],
    description: 'DeepSeek takes images as JPEG, PNG, GIF and WebP.',
    source: 'npm @ai-sdk/deepseek@3.0.56 src/chat/convert-to-deepseek-chat-messages.ts',
    asOf,
  },
  {
    kind: 'limited-length',
    id: 'user-id-length',
    of: 'endUser',
    most: 512,
    description: 'DeepSeek takes at most 512 characters for the end user.',
    ...limits,
  },
  {
    kind: 'wire-format',
    id: 'empty-json',
    parameter: 'responseFormat',
    description: 'In JSON mode DeepSeek now and then answers with nothing at all: the answer says so.',
    ...jsonGuide,
  },
  {
    kind: 'wire-format',
    id: 'user-id',
    parameter: 'endUser',
    description: 'DeepSeek calls the end user user_id, and keeps caches and limits of each apart.',
    ...limits,
  },
  {
    kind: 'wire-format',
    id: 'keep-alive',
    description:
      'While a request waits its turn DeepSeek sends empty lines, or comments in a stream: they are no part of the answer.',
    ...limits,
  },
  {
    kind: 'wire-format',
    id: 'cache-hit-tokens',
    description: 'DeepSeek counts input read from its cache as prompt_cache_hit_tokens, within prompt_tokens.',
    source: 'npm @ai-sdk/deepseek@3.0.56 src/chat/convert-to-deepseek-usage.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'cut-by-overload',
    description:
      'The finish reason insufficient_system_resource means that the answer was cut off for want of capacity: it fails as overloaded.',
    source: 'npm @ai-sdk/deepseek@3.0.56 src/chat/map-deepseek-finish-reason.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'balance-is-402',
    description: 'An empty account is told by status 402, under the code invalid_request_error as all else.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'unknown-model-is-400',
    parameter: 'model',
    description: 'An unknown model is told by status 400 and the words "Model Not Exist" alone.',
    source: 'github ConardLi/easy-dataset#9',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'limit-told-in-words',
    parameter: 'maxOutputTokens',
    description:
      'Too large an output limit is refused in words that name the range taken, from which the limit is learned.',
    source: 'github deepseek-ai/DeepSeek-V3#69',
    asOf,
  },
  {
    kind: 'model-limit',
    id: 'waits-ten-minutes',
    description: 'DeepSeek ends a call that it could not begin within ten minutes.',
    ...limits,
  },
  {
    kind: 'model-limit',
    id: 'concurrency-limit',
    description:
      'DeepSeek limits requests under way, for each account and model, rather than requests a minute; one too many is told by status 429.',
    ...limits,
  },
];
