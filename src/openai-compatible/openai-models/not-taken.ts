import type { ParameterName, Quirk, QuirkCondition } from '../../sdk/index.js';
import { asOf } from './sources.js';

/** A parameter that is left out. */
export const notTaken = (id: string, parameter: ParameterName, source: string, when?: QuirkCondition): Quirk => ({
  kind: 'unsupported-parameter',
  id,
  parameter,
  ...(when && { when }),
  source,
  asOf,
});
