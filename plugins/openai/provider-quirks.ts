import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const sdkTypes = 'npm openai@7.57.0 resources/chat/completions/completions.d.ts';
const schema = 'https://github.com/openai/openai-openapi openapi.yaml 2.3.0';

/** Of every model. */
export const providerQuirks: readonly Quirk[] = [
  {
    kind: 'renamed-parameter',
    id: 'max-completion-tokens',
    parameter: 'maxOutputTokens',
    as: 'max_completion_tokens',
    description: 'The output limit is max_completion_tokens; reasoning models refuse the older max_tokens.',
    source: sdkTypes,
    asOf,
  },
  { kind: 'limited-stop-sequences', id: 'four-stop-sequences', most: 4, source: schema, asOf },
  {
    kind: 'unsupported-parameter',
    id: 'no-top-k',
    parameter: 'topK',
    description: 'There is no top_k in this API: an unknown field is refused.',
    source: 'npm @ai-sdk/openai@4.0.118 src/chat/openai-chat-language-model.ts',
    asOf,
  },
  { kind: 'limited-range', id: 'choices', parameter: 'n', min: 1, max: 128, source: schema, asOf },
  {
    kind: 'limited-range',
    id: 'log-probability-alternatives',
    parameter: 'logprobs',
    min: 0,
    max: 20,
    source: schema,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'json-named-in-messages',
    parameter: 'responseFormat',
    description: 'JSON mode is refused unless a message asks for JSON: one that does is added and reported.',
    source: 'npm openai@7.57.0 resources/shared.d.ts (ResponseFormatJSONObject)',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'logprobs-flag',
    parameter: 'logprobs',
    description: 'top_logprobs is taken only beside logprobs: true, so both are sent.',
    source: sdkTypes,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tool-choice-by-name',
    parameter: 'toolChoice',
    description: 'A tool is demanded by an object that names it; the other choices are plain words.',
    source: sdkTypes,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'end-user-as-safety-identifier',
    parameter: 'endUser',
    description: "The customer's own end user goes into safety_identifier, which replaces user.",
    source: sdkTypes,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'refusal-beside-stop',
    parameter: 'finishReason',
    description: 'A refusal comes as finish_reason stop with its text in message.refusal and no content.',
    source: sdkTypes,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'usage-totals-include-details',
    parameter: 'usage',
    description:
      'completion_tokens holds the reasoning tokens and prompt_tokens the cached ones: nothing is added to the totals.',
    source: 'npm openai@7.57.0 resources/completions.d.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'quota-is-429',
    parameter: 'error',
    description:
      'HTTP 429 with code insufficient_quota or credit_balance_exhausted is an empty account and does not pass by itself.',
    source: 'https://developers.openai.com/docs/guides/error-codes',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'context-length-error',
    parameter: 'error',
    description: 'Too long an input is HTTP 400 with code context_length_exceeded.',
    source: 'npm @ai-sdk/openai@4.0.118 src/openai-error.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'vendor-client-kept-apart',
    parameter: 'headers',
    description:
      'The vendor SDK reads keys, organisation, project, base URL and headers from the environment: none of them leaves.',
    source: 'npm openai@6.49.0 client.js',
    asOf,
  },
];

/** A share of the output that models which reason can spend unseen. */
export const hiddenReasoning: Quirk = {
  kind: 'hidden-reasoning',
  id: 'hidden-reasoning',
  below: 2_048,
  description:
    'max_completion_tokens bounds the answer and the hidden reasoning together, so a small limit can end with no text.',
  source: sdkTypes,
  asOf,
};
