import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const sdk = 'npm groq-sdk@1.6.0 resources/chat/completions.d.ts';

/** Of how Groq answers and fails, and of how its reasoning is told apart. */
export const groqAnswerQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'failed-generation',
    parameter: 'tools',
    description:
      "Where a model's own call of a tool, or JSON, is no good Groq refuses the request with status 400 (tool_use_failed, json_validate_failed): it fails as a bad answer, which trying again can mend.",
    source: 'github groq/groq-typescript#28',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'larger-than-a-minute',
    description:
      'A request that is larger than the tokens a minute of an account is told by status 413 and the code rate_limit_exceeded: waiting does not help.',
    source: 'github assafelovic/gpt-researcher#985',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'wait-in-words',
    description: 'How long to wait is told by the header retry-after, or in words and by headers such as 1m26.4s.',
    source: 'https://console.groq.com/docs/rate-limits',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'capacity-is-498',
    description: 'The flex tier tells by status 498 that its capacity is used up.',
    source: 'https://console.groq.com/docs/errors',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'stream-usage-apart',
    description: 'A stream counts its tokens under x_groq in its last piece, asked or not.',
    source: 'npm @ai-sdk/groq@4.0.84 src/groq-chat-language-model.ts',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-in-stream',
    description: 'A failure in the middle of a stream is an event called error, with a status_code among its fields.',
    source: 'github anomalyco/opencode#1018',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'few-finish-reasons',
    description: 'An answer of Groq ends by stop, length, tool_calls or function_call; another word is read as other.',
    source: sdk,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'default-effort',
    parameter: 'reasoningEffort',
    description: 'Where a Qwen model only turns reasoning on and off, on is spelled default.',
    source: sdk,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-apart',
    description:
      'Qwen models put their reasoning into the text by default: it is asked for beside it, unless the provider option reasoning_format or include_reasoning says otherwise.',
    source: 'https://console.groq.com/docs/reasoning',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'raw-reasoning-alone',
    parameter: 'providerOptions',
    description:
      'Groq refuses the reasoning_format raw together with tools or a JSON format: parsed is sent for it, and the answer says so.',
    source: 'https://console.groq.com/docs/reasoning',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'nullable-usage-details',
    description: 'Groq counts time beside tokens, and the details of its token counts may be null.',
    source: 'npm groq-sdk@1.6.0 resources/completions.d.ts',
    asOf,
  },
];
