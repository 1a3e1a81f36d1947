import type { Quirk } from 'byom/sdk';
import { lmstudioAnswerQuirks } from './lmstudio-answer-quirks.js';

const asOf = '2026-11-23';
const fields = 'github lmstudio-ai/docs c6854fb 1_developer/3_openai-compat/chat-completions.md';
const changes = 'github lmstudio-ai/docs c6854fb 1_developer/api-changelog.md';
const tracker = 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues';

/** Of every model that an LM Studio serves. */
export const lmstudioQuirks: readonly Quirk[] = [
  {
    kind: 'model-limit',
    id: 'window-set-by-server',
    parameter: 'contextWindow',
    description:
      'The context window is what the model was loaded with, often far below what it was trained for. It is asked for there, by /api/v1/models, or /api/v0/models before 0.4.0.',
    source: 'github lmstudio-ai/docs c6854fb 1_developer/2_rest/list.md',
    asOf,
  },
  {
    kind: 'unchecked-model',
    id: 'any-name-answered',
    description:
      'With one model loaded and just-in-time loading off, any name is answered by that model: reported where the list of models does not have the name.',
    source: `${tracker}/619`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'loaded-just-in-time',
    parameter: 'model',
    description:
      'The first request loads the model, which takes a while and may unload another one; after 60 idle minutes it is unloaded, or after as many seconds as the provider option ttl says.',
    source: 'github lmstudio-ai/docs c6854fb 1_developer/0_core/ttl-and-auto-evict.md',
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'max-tokens-alone',
    parameter: 'maxOutputTokens',
    description: 'The output limit is known as max_tokens alone.',
    source: fields,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'own-fields',
    parameter: 'providerOptions',
    description: 'top_k is taken, and repeat_penalty, ttl and draft_model. Give those as provider options.',
    source: `${fields}; ${changes}`,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'one-choice',
    parameter: 'n',
    description: 'n is none of the fields taken: there is one choice.',
    source: fields,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-logprobs',
    parameter: 'logprobs',
    description: 'logprobs is none of the fields taken, and chat completions give none.',
    source: fields,
    asOf,
  },
  {
    kind: 'limited-values',
    id: 'four-efforts',
    parameter: 'reasoningEffort',
    values: ['none', 'low', 'medium', 'high'],
    description:
      'Reasoning efforts are none, low, medium and high; models for which LM Studio has no such setting ignore them.',
    source: `${tracker}/2195; https://github.com/yoy123/lmstudio-copilot-provider/issues/35`,
    asOf,
  },
  {
    kind: 'limited-tool-choice',
    id: 'tool-choice-in-words',
    modes: ['auto', 'none', 'required'],
    description:
      'A tool choice is auto, none or required: for a named tool only that one is sent, with required, which the llama.cpp engine alone enforces.',
    source: `${changes}; ${tracker}/670`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'json-as-schema',
    parameter: 'responseFormat',
    description: 'The format json_object is refused: JSON mode is asked for as the schema of any object.',
    source: `${tracker}/189`,
    asOf,
  },
  {
    kind: 'inline-images-only',
    id: 'inline-images',
    description: 'Images are taken as base64 only; a url is refused.',
    source: `${tracker}/1120`,
    asOf,
  },
  {
    kind: 'limited-image-types',
    id: 'no-webp',
    types: ['image/png', 'image/jpeg'],
    description: 'Images other than PNG and JPEG are refused by several versions.',
    source: `${tracker}/1027; https://github.com/RooCodeInc/Roo-Code/issues/8827`,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'stream-usage-asked-for',
    description: 'Usage comes in a stream only where stream_options ask for it.',
    source: changes,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-strict-tools',
    field: 'toolStrict',
    description: 'Tools have no strict mode.',
    source: fields,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-end-user',
    field: 'endUser',
    description: 'There is no field for the end user.',
    source: fields,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-parallel-switch',
    field: 'parallelToolCalls',
    description: 'Whether several tools are called at once is up to the model.',
    source: fields,
    asOf,
  },
  {
    kind: 'wire-format',
    id: 'either-base-url',
    description: 'The base URL may be given with /v1, with /api/v0 or bare.',
    source: `${tracker}/618`,
    asOf,
  },
  ...lmstudioAnswerQuirks,
];

export const gptOssEfforts: Quirk = {
  kind: 'limited-values',
  id: 'gpt-oss-efforts',
  parameter: 'reasoningEffort',
  values: ['low', 'medium', 'high'],
  description: 'GPT-OSS always reasons, with low, medium or high effort.',
  source: 'https://github.com/anomalyco/models.dev/pull/2262',
  asOf,
};
