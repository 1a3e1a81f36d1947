import type { Quirk } from 'byom/sdk';
import { replyQuirks } from './reply-quirks.js';
import { requestQuirks } from './request-quirks.js';

const asOf = '2026-11-23';
const reference = 'https://ai.google.dev/api/generate-content#generationconfig';

/** Of every model. */
export const providerQuirks: readonly Quirk[] = [
  { kind: 'renamed-parameter', id: 'stop-sequences', parameter: 'stop', as: 'stopSequences', source: reference, asOf },
  { kind: 'renamed-parameter', id: 'candidate-count', parameter: 'n', as: 'candidateCount', source: reference, asOf },
  {
    kind: 'limited-stop-sequences',
    id: 'five-stop-sequences',
    most: 5,
    description: 'Gemini takes at most five stop sequences.',
    source: reference,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'temperature-to-two',
    parameter: 'temperature',
    min: 0,
    max: 2,
    source: reference,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'top-k-from-one',
    parameter: 'topK',
    min: 1,
    description: 'A top_k of 0, which others take for none, is refused.',
    source: 'https://github.com/genkit-ai/genkit/issues/1397',
    asOf,
  },
  { kind: 'limited-range', id: 'output-from-one', parameter: 'maxOutputTokens', min: 1, source: reference, asOf },
  {
    kind: 'limited-range',
    id: 'seed-of-32-bits',
    parameter: 'seed',
    min: -2_147_483_648,
    max: 2_147_483_647,
    description: 'A seed is a signed number of 32 bits.',
    source: reference,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'eight-candidates',
    parameter: 'n',
    min: 1,
    max: 8,
    description: 'No model gives more than eight candidates.',
    source: 'https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference',
    asOf,
  },
  {
    kind: 'leading-system-prompt',
    id: 'one-system-instruction',
    description:
      'There is one systemInstruction and no message for it: later system messages are moved there and joined.',
    source: 'npm @ai-sdk/google@4.0.121 src/convert-to-google-messages.ts',
    asOf,
  },
  ...requestQuirks,
  ...replyQuirks,
];
