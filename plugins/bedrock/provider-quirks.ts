import type { Quirk } from 'byom/sdk';
import { asOf, sources } from './sources.js';
import { wireQuirks } from './wire-quirks.js';

const { aiSdk, awsDocs, awsSdk } = sources;

const model = `${aiSdk}/amazon-bedrock-chat-language-model.ts`;
const messages = `${aiSdk}/convert-to-amazon-bedrock-chat-messages.ts`;
const message = `${awsDocs}/APIReference/API_runtime_Message.html`;
const inference = `${awsDocs}/APIReference/API_runtime_InferenceConfiguration.html`;

/** Of every model, since the Converse API asks for it. */
export const providerQuirks: readonly Quirk[] = [
  { kind: 'unsupported-parameter', id: 'no-seed', parameter: 'seed', source: model, asOf },
  { kind: 'unsupported-parameter', id: 'no-frequency-penalty', parameter: 'frequencyPenalty', source: model, asOf },
  { kind: 'unsupported-parameter', id: 'no-presence-penalty', parameter: 'presencePenalty', source: model, asOf },
  { kind: 'unsupported-parameter', id: 'no-logprobs', parameter: 'logprobs', source: inference, asOf },
  { kind: 'limited-range', id: 'one-choice', parameter: 'n', min: 1, max: 1, source: inference, asOf },
  { kind: 'limited-range', id: 'temperature-to-one', parameter: 'temperature', min: 0, max: 1, source: model, asOf },
  { kind: 'limited-range', id: 'max-tokens-positive', parameter: 'maxOutputTokens', min: 1, source: inference, asOf },
  { kind: 'limited-stop-sequences', id: 'filled-stop-sequences', most: 2_500, blank: false, source: inference, asOf },
  { kind: 'unsupported-field', id: 'no-speaker-names', field: 'speakerNames', source: message, asOf },
  {
    kind: 'unsupported-field',
    id: 'no-parallel-switch',
    field: 'parallelToolCalls',
    description: 'Converse has no switch for parallel tool calls.',
    source: `${awsSdk}/models_0.d.ts ToolConfiguration`,
    asOf,
  },
  {
    kind: 'limited-tool-choice',
    id: 'no-choice-of-none',
    modes: ['auto', 'required', 'tool'],
    description: 'Converse has no tool choice that forbids tools: for `none` the tools are left out.',
    source: `${aiSdk}/amazon-bedrock-prepare-tools.ts`,
    asOf,
  },
  {
    kind: 'declared-tools',
    id: 'tool-history-with-tools',
    description:
      'Messages that tell of tool calls are taken only with tools: where none are given, those called are declared by name.',
    source: model,
    asOf,
  },
  {
    kind: 'unsupported-response-format',
    id: 'no-json-mode',
    formats: ['json'],
    instead: 'instruction',
    source: `${awsSdk}/models_0.d.ts OutputFormat`,
    asOf,
  },
  { kind: 'filled-messages', id: 'no-blank-texts', source: messages, asOf },
  {
    kind: 'answered-tool-calls',
    id: 'answered-tool-calls',
    last: true,
    source: `${awsDocs}/userguide/tool-use.html`,
    asOf,
  },
  { kind: 'leading-system-prompt', id: 'one-system-prompt', source: messages, asOf },
  { kind: 'first-turn', id: 'user-speaks-first', role: 'user', source: message, asOf },
  { kind: 'merged-turns', id: 'alternating-turns', source: messages, asOf },
  { kind: 'inline-images-only', id: 'no-image-urls', source: messages, asOf },
  {
    kind: 'limited-image-types',
    id: 'image-formats',
    types: ['image/png', 'image/jpeg', 'image/jpg', 'image/gif', 'image/webp'],
    source: `${awsSdk}/enums.d.ts ImageFormat`,
    asOf,
  },
  { kind: 'limited-image-roles', id: 'no-assistant-images', roles: ['user', 'tool'], source: message, asOf },
  { kind: 'limited-count', id: 'twenty-images', of: 'images-per-message', most: 20, source: message, asOf },
  ...wireQuirks,
];
