import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const types = 'github ollama/ollama fb307609 api/types.go';
const routes = 'github ollama/ollama fb307609 server/routes.go';
const errors = 'github ollama/ollama fb307609 docs/api/errors.mdx';
const scheduler = 'github ollama/ollama fb307609 server/sched.go';

/** How an Ollama server answers, and fails. */
export const ollamaAnswerQuirks: readonly Quirk[] = [
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
    kind: 'wire-format',
    id: 'logprobs-since-0-12-11',
    parameter: 'logprobs',
    description:
      'Versions before 0.12.11 know no log probabilities and give none: the version is asked for, and an answer without those asked for is reported.',
    source: `${routes}; github ollama/ollama fb307609 docs/api/openai-compatibility.mdx`,
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
