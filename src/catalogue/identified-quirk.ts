import { quirkName, type IdentifiedQuirk, type Quirk } from '../sdk/index.js';
import { quirkDescription } from './quirk-description.js';

const identified = new WeakMap<Quirk, Map<string, IdentifiedQuirk>>();

/** A declared quirk with its full id and a description; one object for each quirk of a provider. */
export function identifiedQuirk(providerId: string, quirk: Quirk): IdentifiedQuirk {
  let byProvider = identified.get(quirk);
  if (byProvider === undefined) identified.set(quirk, (byProvider = new Map()));
  let full = byProvider.get(providerId);
  if (full === undefined) {
    full = { ...quirk, id: `${providerId}/${quirkName(quirk)}`, description: quirkDescription(quirk) };
    byProvider.set(providerId, full);
  }
  return full;
}
