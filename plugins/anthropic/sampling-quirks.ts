import type { Quirk } from 'byom/sdk';
import { asOf, sources } from './sources.js';
import { thinking } from './thinking-quirks.js';

const { catalogue, formerMessages, languageModel } = sources;

/** Where sampling parameters are taken: up to 4.6, and for all that is known by models of a later day. */
export const samplingQuirks: readonly Quirk[] = [
  {
    kind: 'limited-range',
    id: 'temperature-to-one',
    parameter: 'temperature',
    min: 0,
    max: 1,
    source: languageModel,
    asOf,
  },
  {
    kind: 'exclusive-parameters',
    id: 'temperature-or-top-p',
    keep: 'temperature',
    drop: 'topP',
    source: languageModel,
    asOf,
  },
  ...(['temperature', 'topP', 'topK'] as const).map((parameter): Quirk => ({
    kind: 'unsupported-parameter',
    id: `thinking-without-${{ temperature: 'temperature', topP: 'top-p', topK: 'top-k' }[parameter]}`,
    parameter,
    when: thinking,
    source: languageModel,
    asOf,
  })),
];

/** Models after 4.6. */
export const unsampledQuirks: readonly Quirk[] = [
  { kind: 'unsupported-parameter', id: 'no-temperature', parameter: 'temperature', source: catalogue, asOf },
  { kind: 'unsupported-parameter', id: 'no-top-k', parameter: 'topK', source: catalogue, asOf },
  {
    kind: 'limited-range',
    id: 'top-p-near-one',
    parameter: 'topP',
    min: 0.99,
    outside: 'drop',
    source: formerMessages,
    asOf,
  },
];
