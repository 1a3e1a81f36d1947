import type { Quirk } from 'byom/sdk';

const asOf = '2026-11-23';
const changes = 'github lmstudio-ai/docs c6854fb 1_developer/api-changelog.md';
const tracker = 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues';

/** How an LM Studio answers, and fails. */
export const lmstudioAnswerQuirks: readonly Quirk[] = [
  {
    kind: 'wire-format',
    id: 'overlong-in-words',
    parameter: 'messages',
    description: 'An input that is too long is said in words alone, in several wordings, under status 400.',
    source: `npm @earendil-works/pi-ai@1.5.2 dist/utils/overflow.js; ${tracker}/546; https://github.com/anomalyco/opencode/issues/11141`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'overflow-policy',
    parameter: 'messages',
    description:
      'Set to roll its window or to cut out the middle, LM Studio leaves out messages and says nothing: an answer that read fewer tokens than the messages must have is reported.',
    source: 'github lmstudio-ai/docs c6854fb 1_developer/2_rest/chat.md; npm @lmstudio/sdk LLMContextOverflowPolicy',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'other-model-answered',
    parameter: 'model',
    description: 'An answer names the model that gave it; another than the one asked for is reported.',
    source: `${tracker}/619`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'bare-error-text',
    description: 'An error is a bare text, or an object in newer versions: both are read.',
    source: `${tracker}/307; ${tracker}/1730`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'unknown-model',
    parameter: 'model',
    description:
      'A model that is not downloaded, or not loaded where none is loaded at need, is refused with status 400.',
    source: `https://github.com/assafelovic/gpt-researcher/issues/1556; ${tracker}/1730`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'unloaded-or-crashed',
    description: 'A model that is unloaded or crashes while it answers fails with status 400: trying again loads it.',
    source: `${tracker}/1620; ${tracker}/1347`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'images-of-text-models',
    parameter: 'messages',
    description: 'A model of text refuses images in words: UNSUPPORTED_FEATURE.',
    source: `${tracker}/362; ${tracker}/908`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'schema-too-hard',
    parameter: 'responseFormat',
    description: 'A JSON Schema of which no grammar can be made is refused.',
    source: 'https://github.com/QwenLM/qwen-code/issues/10065',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'template-refuses',
    parameter: 'messages',
    description:
      "A model's prompt template may refuse roles, their order or tools: UNSUPPORTED_FEATURE, with what helps.",
    source: `${tracker}/842; ${tracker}/535`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'wrong-address-under-200',
    description: 'An address that is not served is answered with an error under status 200: it is no answer.',
    source: `${tracker}/618`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'reasoning-in-three-places',
    description:
      'Reasoning is in reasoning, in reasoning_content where that is switched on, or else in the text between <think> and </think>, from which it is taken out.',
    source: changes,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'tool-names-in-snake-case',
    parameter: 'tools',
    description:
      'Names of tools are shown to the model in snake case, and calls may come back so: they get their own names again.',
    source: changes,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'error-events',
    description: 'A failure in the middle of a stream is an event named error.',
    source: changes,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'token-optional',
    description: 'By default no token is needed; where the server asks for one, it is a Bearer token (0.4.0).',
    source: 'github lmstudio-ai/docs c6854fb 1_developer/0_core/authentication.mdx',
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
