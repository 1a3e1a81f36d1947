import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const sdk = { source: 'npm together-ai@0.52.0 resources/chat/completions.d.ts', asOf };
const errors = { source: 'https://docs.together.ai/docs/error-codes', asOf };
const compat = { source: 'npm @earendil-works/pi-ai@1.5.2 dist/api/openai-completions.js', asOf };

/** Of every model that Together serves. */
export const togetherQuirks: readonly Quirk[] = [
  {
    kind: 'limited-range',
    id: 'twenty-logprobs',
    parameter: 'logprobs',
    max: 20,
    description: 'Together gives log probabilities for at most 20 alternatives.',
    ...sdk,
  },
  {
    kind: 'wire-format',
    id: 'logprobs-is-a-number',
    parameter: 'logprobs',
    description: 'At Together logprobs is the number of alternatives, and there is no top_logprobs.',
    ...sdk,
  },
  {
    kind: 'unsupported-field',
    id: 'no-end-user',
    field: 'endUser',
    description: 'Together has no field for the end user.',
    ...sdk,
  },
  {
    kind: 'unsupported-field',
    id: 'no-strict-tools',
    field: 'toolStrict',
    description: 'Together does not hold tools to their schemas.',
    ...compat,
  },
  {
    kind: 'wire-format',
    id: 'no-text-format',
    parameter: 'responseFormat',
    description: 'The response format text is left out rather than sent: models without JSON mode refuse the field.',
    source: 'github BerriAI/litellm litellm/llms/together_ai/chat.py',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'overlong-input-refused',
    parameter: 'providerOptions',
    description:
      'Together can cut an output limit to fit the window without a word: it is told to refuse instead, unless the provider option context_length_exceeded_behavior says otherwise.',
    ...sdk,
  },
  {
    kind: 'wire-format',
    id: 'eos-is-stop',
    description: 'An answer that came to its natural end finishes with stop or eos.',
    ...sdk,
  },
  {
    kind: 'wire-format',
    id: 'prompt-in-reply',
    description: 'A reply holds an empty prompt and seeds beside its choices, and its usage no details.',
    ...sdk,
  },
  {
    kind: 'wire-format',
    id: 'spending-is-402',
    description: 'A spending limit that is reached is told by status 402.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'overlong-is-403',
    description:
      'Too many tokens, input and output limit together, can be told by status 403: that is no matter of the key.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'window-in-words',
    description:
      'Too long an input is told in the words of what serves the model, with the window: "`inputs` tokens + `max_new_tokens` must be <= 8193", or "longer than the model\'s context length".',
    source: 'https://portkey.ai/error-library/input-validation-error-10151',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'not-serverless',
    parameter: 'model',
    description:
      'A model that is not served by name is told as one that cannot be accessed: it needs an endpoint of your own.',
    source: 'github truefoundry/models#919',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'stopped-endpoint',
    parameter: 'model',
    description:
      'An endpoint of your own that is stopped is told by the code dedicated_endpoint_not_running: start it.',
    source: 'github HeyPuter/puter#3168',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'overloaded-is-503',
    description: 'An overload is told by status 503, a failure by 500, and a wait that was too long by 504 or 524.',
    ...errors,
  },
  {
    kind: 'wire-format',
    id: 'plain-system-role',
    parameter: 'messages',
    description: 'Together takes the role system, and not developer.',
    ...compat,
  },
];
