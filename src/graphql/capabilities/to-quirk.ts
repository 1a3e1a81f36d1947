import { quirkEffect } from '../../catalogue/quirk-effect.js';
import { quirkHandler } from '../../catalogue/quirk-handler.js';
import { quirkParameter } from '../../catalogue/quirk-parameter.js';
import type { IdentifiedQuirk } from '../../sdk/index.js';
import type { QuirkType } from './quirk.type.js';

export function toQuirk(quirk: IdentifiedQuirk): QuirkType {
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
