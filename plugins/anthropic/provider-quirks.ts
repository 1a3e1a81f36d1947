import type { Quirk } from 'byom/sdk';
import { answerQuirks } from './answer-quirks.js';
import { asOf, sources } from './sources.js';
import { wireQuirks } from './wire-quirks.js';

const { cacheControl, convertPrompt, docs, languageModel, liteLlm, liteLlmPrompts, messages, piTransform } = sources;

/** Of every model. */
export const providerQuirks: readonly Quirk[] = [
  { kind: 'required-parameter', id: 'max-tokens-required', parameter: 'maxOutputTokens', source: messages, asOf },
  {
    kind: 'limited-range',
    id: 'max-tokens-positive',
    parameter: 'maxOutputTokens',
    min: 1,
    description: 'An output limit of 0 would fill the cache and answer nothing: at least 1 is sent.',
    source: messages,
    asOf,
  },
  { kind: 'unsupported-parameter', id: 'no-seed', parameter: 'seed', source: languageModel, asOf },
  {
    kind: 'unsupported-parameter',
    id: 'no-frequency-penalty',
    parameter: 'frequencyPenalty',
    source: languageModel,
    asOf,
  },
  {
    kind: 'unsupported-parameter',
    id: 'no-presence-penalty',
    parameter: 'presencePenalty',
    source: languageModel,
    asOf,
  },
  { kind: 'unsupported-parameter', id: 'no-logprobs', parameter: 'logprobs', source: messages, asOf },
  { kind: 'limited-range', id: 'one-choice', parameter: 'n', min: 1, max: 1, source: messages, asOf },
  {
    kind: 'limited-stop-sequences',
    id: 'blank-stop-sequences',
    most: 8_191,
    blank: false,
    source: `${liteLlm}, https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html`,
    asOf,
  },
  { kind: 'unsupported-field', id: 'no-speaker-names', field: 'speakerNames', source: messages, asOf },
  {
    kind: 'limited-length',
    id: 'short-end-user',
    of: 'endUser',
    most: 256,
    source: `${docs}/api/messages, https://github.com/vercel/ai/pull/12419`,
    asOf,
  },
  {
    kind: 'limited-count',
    id: 'four-cache-marks',
    of: 'cache-marks',
    most: 4,
    source: `${cacheControl}, https://github.com/tghamm/Anthropic.SDK/issues/50`,
    asOf,
  },
  { kind: 'limited-count', id: 'most-messages', of: 'messages', most: 100_000, source: messages, asOf },
  {
    kind: 'limited-image-types',
    id: 'image-types',
    types: ['image/jpeg', 'image/jpg', 'image/png', 'image/gif', 'image/webp'],
    source: messages,
    asOf,
  },
  { kind: 'limited-image-roles', id: 'no-assistant-images', roles: ['user', 'tool'], source: messages, asOf },
  {
    kind: 'unsupported-response-format',
    id: 'no-json-mode',
    formats: ['json'],
    instead: 'instruction',
    description: 'There is no JSON mode without a schema: JSON is asked for by an instruction.',
    source: languageModel,
    asOf,
  },
  {
    kind: 'filled-messages',
    id: 'no-empty-texts',
    source: 'https://github.com/anthropics/claude-code/issues/59812',
    asOf,
  },
  {
    kind: 'answered-tool-calls',
    id: 'answered-tool-calls',
    last: true,
    source: `${piTransform}, ${liteLlmPrompts}`,
    asOf,
  },
  { kind: 'leading-system-prompt', id: 'one-system-prompt', source: convertPrompt, asOf },
  { kind: 'first-turn', id: 'user-speaks-first', role: 'user', source: liteLlmPrompts, asOf },
  { kind: 'merged-turns', id: 'alternating-turns', source: messages, asOf },
  ...wireQuirks,
  ...answerQuirks,
];
