import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const types = 'github ollama/ollama fb307609 api/types.go';
const routes = 'github ollama/ollama fb307609 server/routes.go';
const errors = 'github ollama/ollama fb307609 docs/api/errors.mdx';
const scheduler = 'github ollama/ollama fb307609 server/sched.go';

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
    kind: 'wire-format',
    id: 'lines-of-json',
    description: 'A stream is one JSON object a line (application/x-ndjson), and ends with one that says done.',
    source: 'github ollama/ollama fb307609 docs/api/streaming.mdx, server/routes.go',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-in-stream',
    description:
      'A failure in the middle of a stream comes as a line with an error, under status 200: it is a failure.',
    source: errors,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-shapes',
    description: 'Errors are a bare text, or on ollama.com and the compatible endpoint an object: both are read.',
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
    kind: 'wire-format',
    id: 'refused-by-capability',
    parameter: 'tools',
    description:
      'A model whose template has no tools refuses a request that has some, with status 400: UNSUPPORTED_FEATURE.',
    source: routes,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'thinking-refused',
    parameter: 'reasoningEffort',
    description:
      'A model that does not think refuses to be asked to, and older versions refuse levels of models other than GPT-OSS: it is learned, and asked without an effort.',
    source: routes,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'queue-full',
    description: 'A server with too many requests waiting (OLLAMA_MAX_QUEUE) refuses with status 503: try again later.',
    source: scheduler,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'not-enough-memory',
    description:
      'A model or window that does not fit the memory fails with status 500, and would fail again: it is not tried again.',
    source: 'github ollama/ollama fb307609 llm/llama_server.go, server/sched.go',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'plan-used-up',
    description: 'ollama.com refuses with status 429 also where the use that a plan pays for is spent.',
    source: 'https://github.com/continuedev/continue/issues/11444',
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
    description:
      'At most 20 alternatives at each token. Versions before 0.12.11 know no log probabilities and give none.',
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
    kind: 'wire-format',
    id: 'thinking-apart',
    description: 'Reasoning comes beside the text, as thinking; its tokens are counted in with those of the answer.',
    source: 'github ollama/ollama fb307609 docs/capabilities/thinking.mdx',
    asOf,
  },
  {
    kind: 'limited-values',
    id: 'thinking-levels',
    parameter: 'reasoningEffort',
    values: ['none', 'low', 'medium', 'high', 'max'],
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
    id: 'uncounted-input',
    description:
      'Some versions leave out the tokens of the input where all of it was in the cache: they are estimated then.',
    source: 'https://github.com/ollama/ollama/issues/2068',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'load-on-demand',
    parameter: 'model',
    description:
      'The first request loads the model, which can take minutes; after five idle minutes it is unloaded (keep_alive). A long load is reported.',
    source: 'github ollama/ollama fb307609 docs/faq.mdx, api/types.go',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'answer-without-text',
    description: 'An answer that ends with load or unload was none: the model was only loaded or unloaded.',
    source: routes,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'answered-in-the-cloud',
    parameter: 'model',
    description:
      'Models that end in -cloud, and others made from a remote one, are run by another host: what was sent has left the machine, which is reported.',
    source: types,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'other-model-answered',
    parameter: 'model',
    description:
      'A name without a tag means :latest, and case does not count; an answer that names another model is reported.',
    source: 'github ollama/ollama fb307609 types/model/name.go, server/routes.go',
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
  {
    kind: 'wire-format',
    id: 'key-optional',
    description: 'A server of your own needs no key; ollama.com takes one as Bearer.',
    source: 'github ollama/ollama fb307609 docs/api/authentication.mdx',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-rate-limit-headers',
    description: 'A server of your own tells no rate limits, and no wait: none is made up.',
    source: 'github ollama/ollama fb307609 server/routes.go; https://metacpan.org/pod/Langertha::RateLimit',
    asOf,
  },
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
