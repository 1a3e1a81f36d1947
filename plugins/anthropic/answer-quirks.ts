import type { Quirk } from 'byom/sdk';
import { asOf, sources } from './sources.js';

const { client, docs, messages, shared, usage } = sources;

/** What the adapter's code handles in answers and refusals. */
export const answerQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'cache-excluded-from-input',
    description: 'Input tokens are counted without those written to and read from the cache: they are added.',
    source: messages,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'usage-by-iterations',
    description: 'Where a turn took several rounds, the totals leave some out: those of this model are added up.',
    source: usage,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'cumulative-stream-usage',
    description: 'The counts in a stream are totals so far, and a null among them says nothing.',
    source: `${messages} MessageDeltaUsage`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'unknown-stream-events',
    description: 'Pings, and events of a later day, stand between the others: they are passed over.',
    source: `${docs}/build-with-claude/streaming`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'errors-in-streams',
    description:
      'A stream that began with status 200 may bring an error, even first of all: it is the failure of the call.',
    source: `${docs}/build-with-claude/streaming`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'cache-minimum',
    parameter: 'messages',
    description:
      'A marked prefix that is too short (1024 to 4096 tokens, by the model) is not kept, and nothing says so: reported.',
    source: `${docs}/build-with-claude/prompt-caching`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'stop-reasons',
    description:
      'An answer may end because the window is full, which counts as its length; refusals are told apart, and filtered content too.',
    source: `${messages} StopReason, npm @earendil-works/pi-ai@1.5.2 dist/api/anthropic-messages.js`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'cut-tool-calls',
    parameter: 'maxOutputTokens',
    description:
      'An answer may end at its limit in the middle of a tool call: what there is of it is left out and reported.',
    source: `${docs}/agents-and-tools/tool-use/implement-tool-use`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'paused-turns',
    description: 'A long turn may be paused, and goes on when it is sent back: reported.',
    source: `${messages} StopReason`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'refusal-categories',
    description: 'A refusal may say which policy it follows: reported.',
    source: `${messages} RefusalStopDetails`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'typed-errors',
    description: 'Errors are told apart by their type and error code; their text may change.',
    source: shared,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'spending-limits',
    description:
      'A spending limit comes as a rate limit with a code of its own: it is an exhausted quota, and not retried.',
    source: shared,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-credit-in-bad-requests',
    description:
      'An empty balance, and a limit that the account set itself, come as a bad request: they are an exhausted quota.',
    source: 'https://github.com/anthropics/claude-code/issues/66314',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'disabled-organizations',
    description: 'A disabled organization comes as a bad request with a code of its own: the key is refused.',
    source: shared,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'window-in-bad-requests',
    description: 'An input that does not fit the window has no code: its text is read, and the window learned from it.',
    source: 'npm @earendil-works/pi-ai@1.5.2 dist/utils/overflow.js',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'limits-in-refusals',
    parameter: 'maxOutputTokens',
    description: "A refusal may name the model's output limit, or a parameter that it does not take: it is learned.",
    source:
      'https://github.com/anthropics/claude-code/issues/24451, https://github.com/SalesforceAIResearch/MCP-Universe/issues/49',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'image-dimensions',
    parameter: 'messages',
    description: 'Images that are too large are refused with a code, and with the place of the first of them.',
    source: `${messages} ImageDimensionsTooLargeErrorDetails`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'reset-timestamps',
    description:
      'When a limit is lifted stands in headers as a moment (RFC 3339, or seconds since 1970), not as a duration: read where no retry-after is given.',
    source: `${docs}/api/rate-limits`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'should-retry-header',
    description: 'The header x-should-retry says whether trying again can help, whatever the status.',
    source: client,
    asOf,
  },
];
