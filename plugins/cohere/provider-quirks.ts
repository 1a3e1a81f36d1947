import type { Quirk } from 'byom/sdk';
import { wireQuirks } from './wire-quirks.js';

const asOf = '2026-11-23';
const openapi = 'github cohere-ai/cohere-developer-experience e814c8a1 (2026-08-20) cohere-openapi.yaml';
const errors = 'github cohere-ai/cohere-developer-experience e814c8a1 (2026-08-20) fern/pages/cohere-api/errors.mdx';

/** Of every model. */
export const providerQuirks: readonly Quirk[] = [
  { kind: 'renamed-parameter', id: 'top-p-is-p', parameter: 'topP', as: 'p', source: openapi, asOf },
  { kind: 'renamed-parameter', id: 'top-k-is-k', parameter: 'topK', as: 'k', source: openapi, asOf },
  { kind: 'renamed-parameter', id: 'stop-sequences', parameter: 'stop', as: 'stop_sequences', source: openapi, asOf },
  {
    kind: 'limited-range',
    id: 'p-within-one',
    parameter: 'topP',
    min: 0.01,
    max: 0.99,
    description: 'Cohere takes p from 0.01 to 0.99: neither none nor all of the mass.',
    source: openapi,
    asOf,
  },
  { kind: 'limited-range', id: 'k-to-five-hundred', parameter: 'topK', min: 0, max: 500, source: openapi, asOf },
  {
    kind: 'limited-range',
    id: 'temperature-to-one',
    parameter: 'temperature',
    min: 0,
    max: 1,
    source: `${openapi}, ${errors}`,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'frequency-penalty-to-one',
    parameter: 'frequencyPenalty',
    min: 0,
    max: 1,
    source: openapi,
    asOf,
  },
  {
    kind: 'limited-range',
    id: 'presence-penalty-to-one',
    parameter: 'presencePenalty',
    min: 0,
    max: 1,
    source: openapi,
    asOf,
  },
  {
    kind: 'exclusive-parameters',
    id: 'one-penalty',
    keep: 'frequencyPenalty',
    drop: 'presencePenalty',
    description: 'Both penalties together are refused.',
    source: errors,
    asOf,
  },
  { kind: 'limited-range', id: 'seed-from-zero', parameter: 'seed', min: 0, source: openapi, asOf },
  { kind: 'limited-range', id: 'output-from-one', parameter: 'maxOutputTokens', min: 1, source: openapi, asOf },
  { kind: 'limited-stop-sequences', id: 'five-stop-sequences', most: 5, source: openapi, asOf },
  {
    kind: 'limited-range',
    id: 'one-choice',
    parameter: 'n',
    min: 1,
    max: 1,
    description: 'The Chat API gives one answer.',
    source: openapi,
    asOf,
  },
  {
    kind: 'leading-system-prompt',
    id: 'system-first',
    description: 'A system message anywhere but at the start is refused.',
    source: errors,
    asOf,
  },
  {
    kind: 'exclusive-response-format',
    id: 'json-without-tools',
    description: 'A response format together with tools is refused: it is asked for by an instruction.',
    source: openapi,
    asOf,
  },
  ...wireQuirks,
];
