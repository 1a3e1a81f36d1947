import type { ParameterName, Quirk, QuirkCondition } from 'byom/sdk';

const asOf = '2026-11-23';
const source = 'npm openai@7.57.0 resources/responses/responses.d.ts (ResponseCreateParams)';
const when: QuirkCondition = { endpoint: ['responses'] };

const unknown = (id: string, parameter: ParameterName): Quirk => ({
  kind: 'unsupported-parameter',
  id,
  parameter,
  when,
  description: 'The Responses API has no such parameter.',
  source,
  asOf,
});

/** What the Responses API takes otherwise than chat completions do. */
export const responsesQuirks: readonly Quirk[] = [
  unknown('responses-no-stop', 'stop'),
  unknown('responses-no-seed', 'seed'),
  unknown('responses-no-several-choices', 'n'),
  unknown('responses-no-frequency-penalty', 'frequencyPenalty'),
  unknown('responses-no-presence-penalty', 'presencePenalty'),
  {
    kind: 'renamed-parameter',
    id: 'responses-max-output-tokens',
    parameter: 'maxOutputTokens',
    as: 'max_output_tokens',
    when,
    source,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'responses-least-output',
    parameter: 'maxOutputTokens',
    min: 16,
    when,
    source: 'https://github.com/earendil-works/pi/issues/6265',
    asOf,
  },
  { kind: 'unsupported-field', id: 'responses-no-speaker-names', field: 'speakerNames', when, source, asOf },
  {
    kind: 'wire-format',
    id: 'responses-items',
    parameter: 'messages',
    description:
      'Messages, tool calls and their results are items of their own, instructions have the role developer, and nothing is stored.',
    source,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'responses-tools-flat',
    parameter: 'tools',
    description: 'Tools are flat, and strict unless they say strict: false.',
    source: `${source} (FunctionTool)`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'responses-text-format',
    parameter: 'responseFormat',
    description: 'The response format is text.format, the verbosity text.verbosity, the effort reasoning.effort.',
    source,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'responses-logprobs',
    parameter: 'logprobs',
    description: 'Log probabilities come only where include names message.output_text.logprobs.',
    source: 'https://github.com/openai/openai-openapi openapi.yaml 2.3.0 (IncludeEnum)',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'responses-finish',
    parameter: 'finishReason',
    description: 'A status takes the place of a finish reason; incomplete_details says what cut an answer off.',
    source: 'npm openai@7.57.0 resources/responses/responses.d.ts (Response)',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'responses-failed',
    parameter: 'error',
    description: 'A response can fail under status 200: its own status and error say so, and its code is what counts.',
    source: 'npm openai@7.57.0 resources/responses/responses.d.ts (ResponseError)',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'deep-research-needs-search',
    parameter: 'tools',
    description: 'Models for deep research refuse requests without a way to search: web search is added and reported.',
    source: 'https://developers.openai.com/api/docs/guides/deep-research',
    asOf,
  },
];
