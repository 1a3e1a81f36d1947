import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const readme = 'github ggml-org/llama.cpp 00dc8057 tools/server/README.md';
const parsing = 'github ggml-org/llama.cpp 006639c3 tools/server/server-common.cpp';
const issue = 'https://github.com/ggml-org/llama.cpp/issues';

/** How a llama-server answers, and fails. */
export const llamacppAnswerQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'overlong-by-type',
    parameter: 'messages',
    description:
      'An input that is too long has a type of its own, exceed_context_size_error, with the window (n_ctx), which is learned; older builds say it in words, under status 500.',
    source:
      'npm @earendil-works/pi-ai@1.5.2 dist/utils/overflow.js; github ggml-org/llama.cpp tools/server/server-task.cpp',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tools-need-jinja',
    parameter: 'tools',
    description: 'A server started without --jinja refuses tools: UNSUPPORTED_FEATURE, with what helps.',
    source: `${parsing}; ${readme}`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'images-need-mmproj',
    parameter: 'messages',
    description: 'A server without a projector (--mmproj) refuses images: UNSUPPORTED_FEATURE, with what helps.',
    source: parsing,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'schema-too-hard',
    parameter: 'responseFormat',
    description: 'A JSON Schema of which no grammar can be made is refused.',
    source:
      'github ggml-org/llama.cpp common/json-schema-to-grammar.cpp; https://github.com/QwenLM/qwen-code/issues/10065',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'template-refuses',
    parameter: 'messages',
    description: "A model's chat template may refuse roles or their order, under status 500 in older builds.",
    source: 'https://github.com/abetlen/llama-cpp-python/issues/1580',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'loading-model',
    description: 'While its model loads a server says 503 unavailable_error to everything: try again later.',
    source: readme,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'router-knows-its-models',
    parameter: 'model',
    description: 'A router (--models-dir, --models-preset) refuses a model that it does not have with status 400.',
    source: `${issue}/17968`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'other-model-answered',
    parameter: 'model',
    description:
      'An answer names the model that gave it, by alias or file; another than the one asked for is reported.',
    source: 'github ggml-org/llama.cpp tools/server/server-task.cpp',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'input-cut',
    parameter: 'messages',
    description:
      'Older builds cut the middle out of an input that is too long, and say nothing in this dialect: an answer that read fewer tokens than the messages must have is reported.',
    source: `${readme}: truncated, n_keep`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-apart',
    description:
      'Reasoning is in reasoning_content; with --reasoning-format none it stands in the text between <think> and </think>, and is taken out.',
    source: readme,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'numeric-error-codes',
    description: 'The code of an error is the status as a number; its type says what it is.',
    source: readme,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'key-optional',
    description: 'A server started without --api-key needs none; a wrong key is authentication_error.',
    source: readme,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'no-rate-limit-headers',
    description: 'The server tells no rate limits, and no wait: none is made up.',
    source: 'https://metacpan.org/pod/Langertha::RateLimit',
    asOf,
  },
];
