import type { Quirk } from 'byom/sdk';
import { wireQuirks } from './wire-quirks.js';

const asOf = '2026-11-23';
const messages = '@anthropic-ai/sdk@1.12.0 resources/messages/messages.d.ts';
const languageModel = '@ai-sdk/anthropic@4.0.105 src/anthropic-language-model.ts';

/** Of every model. */
export const providerQuirks: readonly Quirk[] = [
  { kind: 'required-parameter', id: 'max-tokens-required', parameter: 'maxOutputTokens', source: messages, asOf },
  { kind: 'limited-range', id: 'max-tokens-positive', parameter: 'maxOutputTokens', min: 1, source: messages, asOf },
  {
    kind: 'leading-system-prompt',
    id: 'one-system-prompt',
    source: '@ai-sdk/anthropic@4.0.105 src/convert-to-anthropic-prompt.ts',
    asOf,
  },
  { kind: 'merged-turns', id: 'alternating-turns', source: messages, asOf },
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
    kind: 'unsupported-response-format',
    id: 'json-by-instruction',
    formats: ['json', 'json-schema'],
    instead: 'instruction',
    description:
      'There is no JSON mode without a schema, and native schemas take few of the JSON Schema keywords: JSON is asked for by an instruction.',
    source: `${languageModel}, src/sanitize-json-schema.ts`,
    asOf,
  },
  ...wireQuirks,
];
