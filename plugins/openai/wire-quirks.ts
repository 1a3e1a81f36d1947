import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const sdkTypes = 'npm openai@7.57.0 resources/chat/completions/completions.d.ts';
const wire = (id: string, parameter: string, source: string, description: string): Quirk => ({
  kind: 'wire-format',
  id,
  parameter,
  description,
  source,
  asOf,
});

/** What the adapter spells, reads and tells. */
export const wireQuirks: readonly Quirk[] = [
  wire('logprobs-flag', 'logprobs', sdkTypes, 'top_logprobs is taken only beside logprobs: true, so both are sent.'),
  wire(
    'tool-choice-by-name',
    'toolChoice',
    sdkTypes,
    'A tool is demanded by an object that names it; the other choices are plain words.',
  ),
  wire(
    'tool-call-ids',
    'messages',
    'npm @earendil-works/pi-ai@1.5.2 dist/api/openai-completions.js',
    'Ids of tool calls have at most 40 letters, digits, underscores and dashes: others are spelled so, alike in call and result.',
  ),
  wire(
    'end-user-as-safety-identifier',
    'endUser',
    sdkTypes,
    "The customer's own end user goes into safety_identifier, which replaces user.",
  ),
  wire(
    'speaker-names',
    'messages',
    'https://github.com/jekalmin/extended_openai_conversation/issues/251',
    'Names of speakers hold letters, digits, underscores and dashes: other characters are spelled as underscores.',
  ),
  wire(
    'metadata-needs-store',
    'providerOptions',
    'https://github.com/tmc/langchaingo/issues/1484',
    'Chat completions take metadata only of answers that are stored: without store: true it is left out and reported.',
  ),
  wire(
    'metadata-limits',
    'providerOptions',
    sdkTypes,
    'metadata holds at most 16 pairs, keys of 64 and values of 512 characters.',
  ),
  wire(
    'refusal-beside-stop',
    'finishReason',
    sdkTypes,
    'A refusal comes as finish_reason stop with its text in message.refusal and no content.',
  ),
  wire(
    'usage-totals-include-details',
    'usage',
    'npm openai@7.57.0 resources/completions.d.ts',
    'completion_tokens holds the reasoning tokens and prompt_tokens the cached and the cache-written ones: nothing is added to the totals.',
  ),
  wire(
    'seed-best-effort',
    'seed',
    sdkTypes,
    'The seed is deprecated and a best effort: the same answer is likely, not promised, and the report says so.',
  ),
  wire(
    'service-tier-answered',
    'providerOptions',
    sdkTypes,
    'The tier that served a request can differ from the one asked for: reported.',
  ),
  wire(
    'quota-is-429',
    'error',
    'https://developers.openai.com/docs/guides/error-codes',
    'HTTP 429 with code insufficient_quota or credit_balance_exhausted is an empty account and does not pass by itself.',
  ),
  wire(
    'context-length-error',
    'error',
    'npm @ai-sdk/openai@4.0.118 src/openai-error.ts',
    'Too long an input is HTTP 400 with code context_length_exceeded.',
  ),
  wire(
    'rate-limit-durations',
    'error',
    'https://help.openai.com/en/articles/5955604-how-can-i-so',
    'Rate limits say when they are renewed as durations such as 6m0s; retry-after-ms and retry-after count first.',
  ),
  wire(
    'should-retry-header',
    'error',
    'npm openai@7.57.0 client.js',
    'x-should-retry says of a failure whether trying again can help, whatever its status.',
  ),
  wire(
    'unverified-organisation',
    'error',
    'https://github.com/lobehub/lobehub/issues/9385',
    'Some models are streamed, or had at all, by verified organisations only: that is a matter of the key.',
  ),
  wire(
    'wrong-endpoint-error',
    'error',
    'https://github.com/HeyPuter/puter/issues/1303',
    'A model that the endpoint does not serve is HTTP 404 like one that does not exist, and told apart by its words.',
  ),
  wire(
    'nothing-of-the-environment',
    'headers',
    'npm openai@6.49.0 client.js',
    'The vendor SDK takes keys, organisation, project, base URL and headers from the environment: here nothing does.',
  ),
  wire(
    'no-idempotency-key',
    'headers',
    'npm openai@7.57.0 client.js',
    'There is no idempotency key: a request sent again is billed again, so each attempt is one send and is counted.',
  ),
];
