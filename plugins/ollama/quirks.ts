import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const server = 'https://github.com/ollama/ollama fb307609';
const wire = `${server} openai/openai.go`;

/** Of every model. */
export const quirks: readonly Quirk[] = [
  {
    kind: 'model-limit',
    id: 'window-of-the-server',
    parameter: 'messages',
    description:
      'The window is set on the Ollama server (OLLAMA_CONTEXT_LENGTH, a Modelfile, or the app): 4,096 tokens on small machines. This endpoint cannot change it.',
    source: `${server} docs/api/openai-compatibility.mdx, docs/context-length.mdx`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'silent-truncation',
    parameter: 'messages',
    description:
      'Messages that do not fit are dropped silently from the front: noticed by far fewer tokens read than were sent, and reported.',
    source: `${server} server/prompt.go`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'max-tokens-alone',
    parameter: 'maxOutputTokens',
    description:
      'The output limit is max_tokens; max_completion_tokens is ignored silently and nothing limits the answer.',
    source: wire,
    asOf,
  },
  { kind: 'inline-images-only', id: 'inline-images-only', source: wire, asOf },
  {
    kind: 'unsupported-parameter',
    id: 'no-top-k',
    parameter: 'topK',
    description: "top_k is an option of Ollama's own API alone, and ignored silently here.",
    source: wire,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'one-choice',
    parameter: 'n',
    min: 1,
    max: 1,
    description: 'Gives one choice; n is ignored silently.',
    source: `${server} docs/api/openai-compatibility.mdx`,
    asOf,
  },
  {
    kind: 'limited-tool-choice',
    id: 'tool-choice-ignored',
    modes: ['auto'],
    description: 'tool_choice is ignored silently.',
    source: `${server} docs/api/openai-compatibility.mdx`,
    asOf,
  },
  {
    kind: 'limited-values',
    id: 'efforts',
    parameter: 'reasoningEffort',
    values: ['none', 'low', 'medium', 'high', 'max'],
    description: 'Thinks at low, medium, high or max, or not at all; another word is an error.',
    source: wire,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-in-a-stream',
    parameter: 'error',
    description: 'A failure in the middle of a stream is an object with error under HTTP 200.',
    source: `${server} docs/api/errors.mdx`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'two-error-shapes',
    parameter: 'error',
    description: 'Errors are a bare string or an object whose code is null: both are read.',
    source: `${server} docs/api/errors.mdx`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'model-not-pulled',
    parameter: 'error',
    description: 'A model that is not pulled is HTTP 404.',
    source: `${server} docs/api/errors.mdx`,
    asOf,
  },
];

export const gptOssEfforts: Quirk = {
  kind: 'limited-values',
  id: 'gpt-oss-efforts',
  parameter: 'reasoningEffort',
  values: ['low', 'medium', 'high'],
  description: 'Always thinks, with effort low, medium or high.',
  source: `${server} docs/capabilities/thinking.mdx`,
  asOf,
};
