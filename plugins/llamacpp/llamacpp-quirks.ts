import type { Quirk } from 'byom/sdk';
import { llamacppAnswerQuirks } from './llamacpp-answer-quirks.js';

const asOf = '2026-11-23';
const readme = 'github ggml-org/llama.cpp 00dc8057 tools/server/README.md';
const parsing = 'github ggml-org/llama.cpp 006639c3 tools/server/server-common.cpp';
const issue = 'https://github.com/ggml-org/llama.cpp/issues';

/** Of every model that a llama-server runs. */
export const llamacppQuirks: readonly Quirk[] = [
  {
    kind: 'model-limit',
    id: 'window-set-by-server',
    parameter: 'contextWindow',
    description:
      'The context window is a setting of the running server: -c, shared out over its slots (-np). It is asked for there, by /props.',
    source: readme,
    asOf,
  },
  {
    kind: 'unchecked-model',
    id: 'any-name-answered',
    description:
      'A server that runs one model answers to any name with that one: reported where /v1/models does not list the name.',
    source: `${readme}; ${issue}/17968`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-output-limit',
    parameter: 'maxOutputTokens',
    description:
      'Without max_tokens (n_predict -1) an answer has no limit but the window: one that the model does not end goes on until that is full.',
    source: readme,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'own-sampling-defaults',
    parameter: 'temperature',
    description: 'Without values the server samples with temperature 0.8, top_p 0.95, top_k 40 and min_p 0.05.',
    source: readme,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'own-fields',
    parameter: 'providerOptions',
    description:
      'top_k is taken, beside all fields of its own API: min_p, repeat_penalty, mirostat, grammar, json_schema, cache_prompt, id_slot, samplers. Give those as provider options.',
    source: parsing,
    asOf,
  },
  {
    kind: 'unsupported-options',
    id: 'one-output-limit',
    options: ['n_predict'],
    when: { with: ['maxOutputTokens'] },
    description: 'n_predict would go before max_tokens: beside an output limit it is left out.',
    source: parsing,
    asOf,
  },
  {
    kind: 'unsupported-options',
    id: 'no-grammar-with-tools',
    options: ['grammar'],
    when: { with: ['tools'] },
    description: 'A grammar of your own is refused together with tools.',
    source: parsing,
    asOf,
  },
  {
    kind: 'unsupported-options',
    id: 'no-grammar-with-schema',
    options: ['grammar'],
    when: { with: ['json-schema', 'json'] },
    description: 'A grammar of your own is refused together with a JSON format, which becomes a grammar itself.',
    source: parsing,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'schema-as-of-openai',
    parameter: 'responseFormat',
    description: 'A format is text, json_object or json_schema, the schema below json_schema; any other is refused.',
    source: parsing,
    asOf,
  },
  {
    kind: 'exclusive-features',
    id: 'no-logprobs-with-streamed-tools',
    keep: 'tools',
    drop: 'logprobs',
    when: { with: ['stream'] },
    description: 'Log probabilities are refused in a stream with tools.',
    source: parsing,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'logprobs-flag',
    parameter: 'logprobs',
    description: 'top_logprobs is refused without logprobs: true, which goes with it.',
    source: parsing,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'one-choice',
    parameter: 'n',
    description: 'Most builds give one choice, however many are asked for, or refuse more.',
    source: parsing,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'effort-by-template',
    parameter: 'reasoningEffort',
    description:
      'Whether and how hard a model thinks is told to its chat template: enable_thinking and reasoning_effort among chat_template_kwargs.',
    source: `${parsing}; ${readme}`,
    asOf,
  },
  {
    kind: 'default-parameter',
    id: 'prefill-without-thinking',
    parameter: 'reasoningEffort',
    value: 'none',
    when: { with: ['prefill'] },
    description: 'A beginning of the answer is refused while the model thinks: it is told not to.',
    source: parsing,
    asOf,
  },
  {
    kind: 'limited-values',
    id: 'prefill-without-effort',
    parameter: 'reasoningEffort',
    values: ['none'],
    when: { with: ['prefill'] },
    description: 'An effort together with a beginning of the answer becomes none.',
    source: parsing,
    asOf,
  },
  {
    kind: 'merged-turns',
    id: 'one-prefill',
    when: { with: ['prefill'] },
    description: "Two messages of the assistant's at the end are refused: neighbours of one role are merged.",
    source: parsing,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'parallel-calls-explicit',
    parameter: 'parallelToolCalls',
    description: 'At most one tool is called unless parallel_tool_calls is true; the value is always sent with tools.',
    source: parsing,
    asOf,
  },
  {
    kind: 'limited-tool-choice',
    id: 'tool-choice-in-words',
    modes: ['auto', 'none', 'required'],
    description:
      'A tool choice is auto, none or required: an object that names a tool is taken for auto and nothing said. For a named tool only that one is sent, with required.',
    source: `${issue}/26535; https://github.com/Open-Historia/open-historia/pull/333`,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-strict-tools',
    field: 'toolStrict',
    description: 'Tools have no strict mode; a grammar made of their schemas holds the model to them.',
    source: parsing,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-end-user',
    field: 'endUser',
    description: 'The field for the end user is ignored.',
    source: parsing,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'image-urls-fetched',
    parameter: 'messages',
    description: 'Images are base64, or urls that the server itself fetches, up to 10 MB and within 10 seconds.',
    source: parsing,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'either-base-url',
    description: 'The base URL may be given with /v1 or without.',
    source: readme,
    asOf,
  },
  ...llamacppAnswerQuirks,
];

export const gptOssEfforts: Quirk = {
  kind: 'limited-values',
  id: 'gpt-oss-efforts',
  parameter: 'reasoningEffort',
  values: ['low', 'medium', 'high'],
  description: 'GPT-OSS always reasons, with low, medium or high effort.',
  source: 'https://huggingface.co/openai/gpt-oss-20b; https://github.com/anomalyco/models.dev/pull/2262',
  asOf,
};
