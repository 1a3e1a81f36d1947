import type { Quirk } from 'byom/sdk';
import { wireQuirks } from './wire-quirks.js';

const asOf = '2026-11-23';
const openapi = 'github mistralai/platform-docs-public 222f4ba (2026-08-21) public/openapi.yaml';
const docs = 'github mistralai/platform-docs-public 222f4ba (2026-08-21) public/studio-api/conversations';
const validator = 'github mistralai/mistral-common 039465d src/mistral_common/protocol/instruct/validator.py';

/** Of every model. */
export const providerQuirks: readonly Quirk[] = [
  {
    kind: 'renamed-parameter',
    id: 'random-seed',
    parameter: 'seed',
    as: 'random_seed',
    source: 'npm @mistralai/mistralai@2.7.0 models/components/chatcompletionrequest.d.ts',
    asOf,
  },
  { kind: 'limited-range', id: 'seed-from-zero', parameter: 'seed', min: 0, source: openapi, asOf },
  {
    kind: 'limited-range',
    id: 'temperature-to-one-and-a-half',
    parameter: 'temperature',
    min: 0,
    max: 1.5,
    source: `${openapi}, https://github.com/scottyeager/Pal/issues/28`,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'top-p-above-zero',
    parameter: 'topP',
    min: 0.001,
    max: 1,
    description: 'A top_p of 0 is refused: it must be greater.',
    source: openapi,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'greedy-without-top-p',
    parameter: 'topP',
    when: { within: { temperature: { max: 0 } } },
    description: 'With a temperature of 0, a top_p other than 1 is refused: sampling is greedy.',
    source: 'https://github.com/devoxx/DevoxxGenieIDEAPlugin/issues/338',
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-top-k',
    parameter: 'topK',
    source: 'npm @ai-sdk/mistral@4.0.87 src/mistral-chat-language-model.ts',
    asOf,
  },
  { kind: 'unsupported-parameter', id: 'no-logprobs', parameter: 'logprobs', source: openapi, asOf },
  {
    kind: 'instructed-response-format',
    id: 'json-needs-words',
    formats: ['json'],
    description: 'JSON mode needs an instruction in the messages too.',
    source: 'npm @mistralai/mistralai@2.7.0 models/components/chatcompletionrequest.d.ts',
    asOf,
  },
  {
    kind: 'strict-schema',
    id: 'tool-schemas-without-ids',
    of: 'tools',
    dropKeywords: ['$schema', '$id'],
    description: 'Schemas of tools with $schema or $id fail as a grammar.',
    source: 'LiteLLM 1.83.2 litellm/llms/mistral/chat/transformation.py',
    asOf,
  },
  { kind: 'tool-name-pattern', id: 'tool-names', most: 64, source: validator, asOf },
  {
    kind: 'leading-system-prompt',
    id: 'system-first',
    description: 'A system message after an assistant or a tool is refused.',
    source: validator,
    asOf,
  },
  {
    kind: 'answered-tool-calls',
    id: 'results-follow-calls',
    description: 'There must be as many results as calls, right after them.',
    source: validator,
    asOf,
  },
  {
    kind: 'bridged-turns',
    id: 'no-user-after-tool',
    after: 'tool',
    before: 'user',
    description: 'A message of the user right after the result of a tool is refused.',
    source: `${validator}, https://github.com/onyx-dot-app/onyx/issues/6458`,
    asOf,
  },
  {
    kind: 'filled-messages',
    id: 'no-empty-answers',
    roles: ['assistant'],
    description: 'A message of the assistant without text or calls is refused.',
    source:
      'LiteLLM 1.83.2 litellm/llms/mistral/chat/transformation.py, https://github.com/OpenHands/OpenHands/issues/8685',
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-speaker-names',
    field: 'speakerNames',
    description: 'Names on messages are refused.',
    source:
      'LiteLLM 1.83.2 litellm/llms/mistral/chat/transformation.py, https://github.com/Gage-Technologies/mistral-go/pull/2',
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-end-user',
    field: 'endUser',
    description: 'There is no field for an end user, and unknown fields are refused.',
    source: openapi,
    asOf,
  },
  {
    kind: 'unsupported-field',
    id: 'no-cache-marks',
    field: 'cacheMarks',
    description:
      'Prefixes are not marked: the provider option prompt_cache_key brings requests that share one together.',
    source: `${docs}/advanced/prompt-caching.md`,
    asOf,
  },
  { kind: 'limited-count', id: 'eight-images', of: 'images', most: 8, source: `${docs}/vision.md`, asOf },
  {
    kind: 'limited-image-types',
    id: 'image-types',
    types: ['image/png', 'image/jpeg', 'image/webp', 'image/gif'],
    source: `${docs}/vision.md`,
    asOf,
  },
  {
    kind: 'limited-image-roles',
    id: 'images-of-users',
    roles: ['user'],
    description: "Images stand in the user's messages only.",
    source: `${docs}/vision.md`,
    asOf,
  },
  ...wireQuirks,
];
