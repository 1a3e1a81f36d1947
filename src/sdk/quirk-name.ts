import type { Quirk } from './quirks.js';

/** A quirk's name within its plugin: the declared id, or else its kind and the parameter it declares. */
export function quirkName(quirk: Quirk): string {
  if (quirk.id !== undefined) return quirk.id;
  const parameter =
    quirk.kind === 'exclusive-parameters' ? quirk.drop : 'parameter' in quirk ? quirk.parameter : undefined;
  return parameter === undefined ? quirk.kind : `${quirk.kind}-${kebabCase(parameter)}`;
}

const kebabCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
