import type { Quirk } from '../sdk/index.js';
import { missingFeatureOf } from './missing-feature-quirk.js';
import { isOutputLimitQuirk } from './output-limit-quirk.js';

export type QuirkHandler = 'rule' | 'adapter' | 'catalogue';

/** Who deals with a quirk: a rule changes the request, the adapter translates syntax, the catalogue holds a number. */
export function quirkHandler(quirk: Quirk): QuirkHandler {
  if (quirk.kind === 'wire-format') return 'adapter';
  const catalogued = quirk.kind === 'model-limit' || isOutputLimitQuirk(quirk) || missingFeatureOf(quirk) !== undefined;
  return catalogued ? 'catalogue' : 'rule';
}
