import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const requestType = 'github ollama/ollama fb307609 openai/openai.go';
const errors = 'github ollama/ollama fb307609 docs/api/errors.mdx';

/** Of every model that an Ollama server runs, by its OpenAI-compatible endpoint. */
export const ollamaQuirks: readonly Quirk[] = [
  {
    kind: 'model-limit',
    id: 'window-set-by-server',
    parameter: 'contextWindow',
    description:
      'The context window is a setting of the server and cannot be asked for with a request: set OLLAMA_CONTEXT_LENGTH, or num_ctx in a Modelfile. By default it can be as small as 4096 tokens.',
    source: 'github ollama/ollama fb307609 docs/context-length.mdx',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'silent-truncation',
    parameter: 'messages',
    description:
      'Ollama drops the oldest messages that do not fit its window and says nothing. An answer is reported where it read fewer tokens than the messages must have had.',
    source: 'github ollama/ollama fb307609 server/prompt.go',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'max-tokens-alone',
    parameter: 'maxOutputTokens',
    description:
      'The output limit is known as max_tokens alone: under any other name it is ignored, and the answer has no limit.',
    source: requestType,
    asOf,
  },
  {
    kind: 'inline-images-only',
    id: 'inline-images',
    description: 'Ollama takes images as base64 only (jpeg, png or webp), and refuses urls.',
    source: requestType,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-in-stream',
    description:
      'A failure in the middle of a stream comes as an event with an error, under status 200: it is a failure.',
    source: errors,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-shapes',
    description: 'Errors are a bare text or an object whose code is null: both are read.',
    source: errors,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'unknown-model-not-pulled',
    parameter: 'model',
    description: 'A model that the server does not have is unknown: pull it there first.',
    source: errors,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-top-k',
    parameter: 'topK',
    description: 'This endpoint has no top_k and ignores one: set it in a Modelfile.',
    source: requestType,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'one-choice',
    parameter: 'n',
    description: 'Ollama gives one choice, however many are asked for.',
    source: requestType,
    asOf,
  },
  {
    kind: 'limited-tool-choice',
    id: 'no-forced-tools',
    modes: ['auto', 'none'],
    description: 'Ollama ignores a tool choice: the model decides. For none, the tools are not sent.',
    source: requestType,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'defaults-of-the-endpoint',
    description: 'Without values this endpoint samples with temperature 1 and top_p 1, whatever a Modelfile says.',
    source: requestType,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'key-optional',
    description: 'A server of your own needs no key; ollama.com takes one as Bearer.',
    source: 'github ollama/ollama fb307609 docs/api/authentication.mdx',
    asOf,
  },
];

export const gptOssEfforts: Quirk = {
  kind: 'limited-values',
  id: 'gpt-oss-efforts',
  parameter: 'reasoningEffort',
  values: ['low', 'medium', 'high'],
  description: 'GPT-OSS always reasons, with low, medium or high effort.',
  source: 'github ollama/ollama fb307609 docs/capabilities/thinking.mdx',
  asOf,
};
