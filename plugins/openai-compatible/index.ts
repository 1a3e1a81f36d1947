import { defineProvider, type Quirk } from 'byom/sdk';
import { chatRateLimitHeaders, openAICompatible } from 'byom/openai-compatible';

const asOf = '2026-11-23';
const source = 'npm @earendil-works/pi-ai@1.5.2 dist/api/openai-completions.js';

/** What not every server of the dialect takes. Unknown fields are an error at some, so nothing is sent on trust. */
const quirks: readonly Quirk[] = [
  {
    kind: 'unsupported-parameter',
    id: 'no-top-k',
    parameter: 'topK',
    description: 'Not part of the dialect: some servers take top_k and others refuse the request, so it is not sent.',
    source,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-reasoning-effort',
    parameter: 'reasoningEffort',
    description: 'Newer than many servers, some of which refuse what they do not know, so it is not sent.',
    source,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-strict-tools',
    field: 'toolStrict',
    description: 'A field strict of a tool is an error at some servers and means nothing at most, so it is not sent.',
    source,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-strict-formats',
    field: 'formatStrict',
    description: 'A field strict of a schema is an error at some servers and means nothing at most, so it is not sent.',
    source,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-cache-marks',
    field: 'cacheMarks',
    description:
      'The dialect has no mark for the end of a prefix worth caching: servers that cache do so by themselves.',
    source: source,
    asOf,
  },
  {
    kind: 'limited-image-roles',
    id: 'images-of-users',
    roles: ['user'],
    description: 'The dialect knows images in messages of the user alone: those of others are moved to one after them.',
    source: 'https://github.com/openai/openai-openapi openapi.yaml 2.3.0 (ChatCompletionRequestToolMessage)',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-idempotency-key',
    parameter: 'headers',
    description:
      'No server of the dialect is known to keep an idempotency key: a request sent again is billed again, and is counted.',
    source: 'npm openai@7.57.0 client.js; npm groq-sdk@1.6.0 client.js',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'errors-in-many-shapes',
    parameter: 'error',
    description:
      'Errors come as an object below error, a bare string, a detail, a list, a page or plain text, and limits and waits stand in their words: what can be told of each is.',
    source: 'https://github.com/BerriAI/litellm 1.83.2 litellm/litellm_core_utils/exception_mapping_utils.py',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'calls-in-many-pieces',
    parameter: 'toolCalls',
    description:
      'Streamed tool calls come in pieces by index, by id or by neither, whole or as an object: they are put together, and one without an id gets one.',
    source: 'npm @ai-sdk/openai-compatible 1.0 src/chat/openai-compatible-chat-language-model.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-in-many-fields',
    parameter: 'reasoning',
    description:
      'Reasoning comes in reasoning_content, reasoning, reasoning_text or reasoning_details, and is told apart from text.',
    source,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'usage-in-many-spellings',
    parameter: 'usage',
    description:
      'What was read from a cache is cached_tokens, prompt_cache_hit_tokens or cache_read_input_tokens; reasoning stands in the output, or beside it where the grand total says so.',
    source,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'plainest-dialect',
    description:
      'The oldest spellings are sent: the role system, max_tokens, and JSON Schemas without strict. Every server knows these, and not all know what came later.',
    source,
    asOf,
  },
];

export default defineProvider({
  id: 'openai-compatible',
  name: 'OpenAI-compatible endpoint',
  description:
    'Any server that speaks chat completions, one of your own included. Its credential names the base URL, up to /v1; the key may be left out. The model is what the server calls it.',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  credentialFields: [
    {
      name: 'apiKey',
      label: 'API key',
      secret: true,
      required: false,
      description: 'Left out for a server that asks for none.',
    },
  ],
  baseUrlCustomizable: true,
  quirks,
  models: [{ matches: '*', features: ['streaming', 'system-prompt'] }],
  rateLimitHeaders: chatRateLimitHeaders,
  connect: () => openAICompatible({ strictSchemas: false }),
});
