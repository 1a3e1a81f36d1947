import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const request = { source: 'npm @openrouter/sdk@1.3.19 esm/models/chatrequest.d.ts', asOf };
const routing = { source: 'npm @openrouter/sdk@1.3.19 esm/models/providerpreferences.d.ts', asOf };
const errors = { source: 'https://openrouter.ai/docs/api/reference/errors-and-debugging', asOf };
const streaming = { source: 'https://openrouter.ai/docs/api/reference/streaming', asOf };

/** Of every route. */
export const openrouterQuirks: readonly Quirk[] = [
  {
    kind: 'limited-stop-sequences',
    id: 'four-stop-sequences',
    most: 4,
    description: 'OpenRouter takes at most four stop sequences.',
    ...request,
  },
  {
    kind: 'limited-range',
    id: 'twenty-logprobs',
    parameter: 'logprobs',
    max: 20,
    description: 'OpenRouter gives log probabilities for at most 20 alternatives.',
    ...request,
  },
  {
    kind: 'limited-range',
    id: 'one-choice',
    parameter: 'n',
    max: 1,
    description: 'OpenRouter gives one choice: it has no parameter for more.',
    ...request,
  },
  {
    kind: 'wire-format',
    id: 'only-able-routes',
    parameter: 'providerOptions',
    description:
      'A route that does not know a parameter ignores it without a word: where any is given only routes that know them all are allowed, unless the provider option provider.require_parameters says otherwise.',
    ...routing,
  },
  {
    kind: 'wire-format',
    id: 'no-silent-compression',
    parameter: 'messages',
    description:
      'OpenRouter takes out the middle of a prompt that is too long for a small window, without a word: that is turned off, unless the provider options plugins or transforms say otherwise.',
    source: 'npm @openrouter/sdk@1.3.19 esm/models/contextcompressionplugin.d.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-object',
    parameter: 'reasoningEffort',
    description:
      'The effort goes within an object, reasoning, that is translated for each maker; none turns reasoning off.',
    ...request,
  },
  {
    kind: 'wire-format',
    id: 'numeric-error-codes',
    description: 'The code of an error is the number of an HTTP status, with the cause among its metadata.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'kinds-of-failure',
    description:
      'A failure has a kind of its own among its metadata: invalid_prompt is a malformed message and no matter of content, token_limit_exceeded a budget.',
    source: 'https://openrouter.ai/docs/client-sdks/python/components/apierrortype',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'refusals-passed-on',
    description:
      'A refusal of the maker\'s own server stands as a text among the metadata (raw), under the words "Provider returned error": it is read from there, and learned from.',
    source: 'github gptme/gptme#3421',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-in-200',
    description:
      'A failure after a route began comes under status 200, as an error in place of choices or in a choice.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'error-ends-stream',
    description: 'A failure in the middle of a stream is an event with an error and the finish reason error.',
    ...streaming,
  },
  {
    kind: 'wire-format',
    id: 'processing-comments',
    description: 'Comments keep a stream open while a route is waited for: they are no part of the answer.',
    ...streaming,
  },
  {
    kind: 'wire-format',
    id: 'credits-are-402',
    description:
      'Too little credit for what a request could cost at most is told by status 402; a smaller output limit can help.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'budget-in-flight',
    description:
      'Too much under way at once for the credit there is: status 402 with a time to wait, and no empty account.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'moderation-is-403',
    description: 'Content that was flagged is told by status 403, with the reasons among its metadata.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'no-endpoints',
    parameter: 'model',
    description:
      'That no route can do what is asked (tools, images, a parameter, the data policy) is told by status 404, as an unknown model is.',
    source: 'github pydantic/pydantic-ai#2896',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'invalid-model-is-400',
    parameter: 'model',
    description: 'A name that is none is told by status 400: "is not a valid model ID". Names are maker/model.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'timed-out-is-408',
    description: 'A route that took too long is told by status 408, one that failed by 502, and none left by 503.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'cache-writes-counted',
    description: "Tokens written to a maker's cache are told beside those read from it.",
    source: 'npm @openrouter/sdk@1.3.19 esm/models/chatusage.d.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-details',
    description: 'Reasoning comes as reasoning, and again in parts as reasoning_details: it is read once.',
    source: 'npm @openrouter/ai-sdk-provider@2.10.0 dist/index.d.ts',
    asOf,
  },
  {
    kind: 'counting-margin',
    id: 'own-tokenizer',
    share: 0.12,
    description:
      'OpenRouter counts input with a tokenizer of its own, up to 12% higher, and refuses input and output limit that exceed the window together by it: the limit leaves room for that.',
    source: 'npm @earendil-works/pi-ai@1.5.2 dist/api/simple-options.js',
    asOf,
  },
];
