import type { ExclusiveFeatures } from '../../sdk/index.js';
import { asksFor } from '../asks-for.js';
import type { Rule } from '../rule.js';
import { withoutPart } from '../without-part.js';

export const exclusiveFeatures: Rule<ExclusiveFeatures> = (request, quirk, model) => {
  const { keep, drop, id } = quirk;
  if (!asksFor(request, keep) || !asksFor(request, drop)) return undefined;
  return withoutPart(request, drop, model, {
    reason: `The model does not take ${keep} and ${drop} together.`,
    quirk: id,
  });
};
