import type { Quirk } from 'byom/sdk';
import { ollamaAnswerQuirks } from './ollama-answer-quirks.js';

const asOf = '2026-11-23';
const types = 'github ollama/ollama fb307609 api/types.go';
const routes = 'github ollama/ollama fb307609 server/routes.go';

/** Of every model that an Ollama server runs, by Ollama's own API. */
export const ollamaQuirks: readonly Quirk[] = [
  {
    kind: 'model-limit',
    id: 'window-set-by-server',
    parameter: 'contextWindow',
    description:
      'The context window is a setting of the running server, often far below what the model was trained for (4096 tokens where there is little memory): OLLAMA_CONTEXT_LENGTH, num_ctx in a Modelfile, or num_ctx of a request. It is asked for there, by /api/show and /api/ps.',
    source: 'github ollama/ollama fb307609 docs/context-length.mdx',
    asOf,
  },
  {
    kind: 'extendable-window',
    id: 'window-by-request',
    option: 'num_ctx',
    certain: 4_096,
    description:
      'A request may raise the window (num_ctx), and the model is loaded again with it: done, and told, where a request would not fit otherwise and the model was trained for more; or give num_ctx as a provider option. A request without num_ctx would have the model loaded with the default again, so the window of now is asked for wherever more than the smallest default is needed.',
    source: `${types}; github ollama/ollama fb307609 server/sched.go`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'silent-truncation',
    parameter: 'messages',
    description:
      'Ollama leaves out the oldest messages that do not fit its window and says nothing. It is told to refuse instead (truncate: false), and an answer is reported where it read fewer tokens than the messages must have had, as versions that do not know truncate still do.',
    source: 'github ollama/ollama fb307609 server/prompt.go, api/types.go',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'num-predict',
    parameter: 'maxOutputTokens',
    description:
      'The output limit is num_predict, among the options: under any other name it is ignored, and the answer has no limit.',
    source: types,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'settings-among-options',
    parameter: 'providerOptions',
    description:
      'top_k, min_p, repeat_penalty, num_ctx and other settings of a run stand among the options, and exist in this API alone; keep_alive, shift and truncate stand at the top. Give all of them as provider options, by these names.',
    source: types,
    asOf,
  },
  {
    kind: 'inline-images-only',
    id: 'inline-images',
    description: 'Ollama takes images as base64 only (jpeg, png or webp), and refuses urls.',
    source: 'github ollama/ollama fb307609 api/types.go, openai/openai.go',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'bare-images',
    parameter: 'messages',
    description: 'Images stand beside the text of a message, as bare base64 without a media type.',
    source: types,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'one-choice',
    parameter: 'n',
    description: 'Ollama gives one choice, however many are asked for.',
    source: types,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'logprobs-up-to-20',
    parameter: 'logprobs',
    min: 0,
    max: 20,
    description: 'At most 20 alternatives at each token.',
    source: routes,
    asOf,
  },
  {
    kind: 'limited-tool-choice',
    id: 'no-forced-tools',
    modes: ['auto', 'none'],
    description: 'Ollama has no tool choice: the model decides. For none, the tools are not sent.',
    source: types,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-end-user',
    field: 'endUser',
    description: 'There is no field for the end user.',
    source: types,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-speaker-names',
    field: 'speakerNames',
    description: 'Messages have no names of their speakers.',
    source: types,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-strict-tools',
    field: 'toolStrict',
    description: 'Tools have no strict mode.',
    source: types,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-parallel-switch',
    field: 'parallelToolCalls',
    description: 'Whether several tools are called at once is up to the model.',
    source: types,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'arguments-as-objects',
    parameter: 'tools',
    description:
      'Arguments of tool calls are JSON objects, not texts; calls of older versions have no ids, and get some here.',
    source: types,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'results-by-tool-name',
    parameter: 'messages',
    description: "A tool's result names the tool (tool_name) beside the call that it answers.",
    source: types,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'schema-is-the-format',
    parameter: 'responseFormat',
    description:
      'The format is the word json or a JSON Schema itself, without name or strict; the model is held to it by a grammar.',
    source: types,
    asOf,
  },
  {
    kind: 'limited-values',
    id: 'thinking-levels',
    parameter: 'reasoningEffort',
    values: ['none', 'low', 'medium', 'high', 'max'],
    mapped: { minimal: 'low', xhigh: 'max' },
    description:
      'think is false, low, medium, high or max, and any other word is an error: minimal becomes low and xhigh becomes max. Models without levels take each of them for on.',
    source: 'github ollama/ollama fb307609 api/types.go, openai/openai.go',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'own-sampling-defaults',
    parameter: 'temperature',
    description:
      'Without values this API samples with temperature 0.8, top_p 0.9 and top_k 40, or with what a Modelfile says (the compatible endpoint with 1 and 1).',
    source: types,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'either-base-url',
    description:
      'The base URL may be that of the server, of its own API (/api) or of the compatible one (/v1): its own API is used.',
    source: 'github ollama/ollama fb307609 docs/api/introduction.mdx, docs/api/openai-compatibility.mdx',
    asOf,
  },
  ...ollamaAnswerQuirks,
];

export const gptOssEfforts: Quirk = {
  kind: 'limited-values',
  id: 'gpt-oss-efforts',
  parameter: 'reasoningEffort',
  values: ['low', 'medium', 'high'],
  description: 'GPT-OSS always reasons, with low, medium or high effort: true and false are ignored.',
  source: 'github ollama/ollama fb307609 docs/capabilities/thinking.mdx',
  asOf,
};

export const oneImageAMessage: Quirk = {
  kind: 'limited-count',
  id: 'one-image-a-message',
  of: 'images-per-message',
  most: 1,
  description: 'Models of the mllama family take one image in a message.',
  source: 'github ollama/ollama fb307609 server/prompt.go',
  asOf,
};

export const formatIgnored: Quirk = {
  kind: 'unsupported-response-format',
  id: 'mlx-ignores-format',
  formats: ['json', 'json-schema'],
  instead: 'instruction',
  description: 'Models run by MLX pass over a format and say nothing: it is asked for by an instruction.',
  source: 'https://github.com/ollama/ollama/issues/17183; github ollama/ollama fb307609 x/mlxrunner',
  asOf,
};
