import type { Quirk } from './quirks.js';

/** A quirk's name within its plugin: the declared id, or else its kind and the what it is about. */
export function quirkName(quirk: Quirk): string {
  if (quirk.id !== undefined) return quirk.id;
  const about = subject(quirk);
  return about === undefined ? quirk.kind : `${quirk.kind}-${kebabCase(about)}`;
}

function subject(quirk: Quirk): string | undefined {
  if ('drop' in quirk) return quirk.drop;
  if ('feature' in quirk) return quirk.feature;
  if ('field' in quirk) return quirk.field;
  if ('of' in quirk) return quirk.of;
  return 'parameter' in quirk ? quirk.parameter : undefined;
}

const kebabCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
