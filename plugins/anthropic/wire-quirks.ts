import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const sdk = '@anthropic-ai/sdk@1.12.0';

/** What the adapter's code handles, in requests and in answers. */
export const wireQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'system-field',
    parameter: 'messages',
    description: 'The system prompt is a field of its own, `system`, and no message.',
    source: `${sdk} resources/messages/messages.d.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tool-blocks',
    parameter: 'messages',
    description:
      "Tools have no function wrapper, a tool's result is a block in the user's turn, and a required choice is called any.",
    source: `${sdk} resources/messages/messages.d.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tool-call-ids',
    parameter: 'messages',
    description: 'Ids of tool calls hold letters, digits, underscores and dashes, at most 64: others are rewritten.',
    source: '@earendil-works/pi-ai@1.5.2 dist/api/transform-messages.js',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'trimmed-prefill',
    parameter: 'messages',
    description:
      'A last message of the assistant, which the answer continues, may not end in white space: it is cut off.',
    source: '@ai-sdk/anthropic@4.0.105 src/convert-to-anthropic-prompt.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'blank-stop-sequences',
    parameter: 'stop',
    description: 'Stop sequences of white space alone are refused: they are left out and reported.',
    source: 'LiteLLM 1.83.2 litellm/llms/anthropic/chat/transformation.py',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-speaker-names',
    parameter: 'messages',
    description: 'Messages have no name of a speaker: names are left out and reported.',
    source: `${sdk} resources/messages/messages.d.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'cache-excluded-from-input',
    description: 'Input tokens are counted without those written to and read from the cache: they are added.',
    source: `${sdk} resources/messages/messages.d.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'typed-errors',
    description: 'Errors are told apart by their type and error code; their text may change.',
    source: `${sdk} resources/shared.d.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'spending-limits',
    description:
      'A spending limit comes as a rate limit with a code of its own: it is an exhausted quota, and not retried.',
    source: `${sdk} resources/shared.d.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'key-header',
    description: 'The key goes in the header x-api-key, never with an Authorization beside it.',
    source: '@ai-sdk/anthropic@4.0.105 src/anthropic-provider.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'pinned-version',
    description: 'Version 2023-06-01 of the API is asked for: newer ones have no sampling parameters.',
    source: `${sdk} client.js, and @anthropic-ai/sdk@0.137.0 resources/messages/messages.d.ts`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'long-answers-streamed',
    parameter: 'maxOutputTokens',
    description: 'Answers that may be longer than 21333 tokens come as a stream, collected by the adapter.',
    source: `${sdk} client.js`,
    asOf,
  },
];
