import { quirkEffect } from '../../catalogue/quirk-effect.js';
import { quirkHandler } from '../../catalogue/quirk-handler.js';
import { quirkParameter } from '../../catalogue/quirk-parameter.js';
import type { IdentifiedQuirk } from '../../sdk/index.js';
import type { QuirkType } from './quirk.type.js';

const shown = new WeakMap<IdentifiedQuirk, QuirkType>();

/** One object for each quirk: hundreds of models share theirs. */
export function toQuirk(quirk: IdentifiedQuirk): QuirkType {
  let type = shown.get(quirk);
  if (type === undefined) shown.set(quirk, (type = quirkType(quirk)));
  return type;
}

function quirkType(quirk: IdentifiedQuirk): QuirkType {
  const { id, kind, description, source, asOf } = quirk;
  return {
    id,
    kind,
    parameter: quirkParameter(quirk),
    description,
    handledBy: quirkHandler(quirk),
    effect: quirkEffect(quirk),
    source,
    asOf: asOf === undefined ? undefined : new Date(asOf),
  };
}
