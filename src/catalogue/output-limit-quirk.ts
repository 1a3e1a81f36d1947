import type { IdentifiedQuirk, ModelDeclaration } from '../sdk/index.js';

const made = new WeakSet<object>();

/** The catalogue's own quirk of a model: its output limit, which rules then handle like any other range. */
export function outputLimitQuirk(ref: string, max: number, { asOf }: Pick<ModelDeclaration, 'asOf'>): IdentifiedQuirk {
  const quirk: IdentifiedQuirk = {
    kind: 'limited-range',
    parameter: 'maxOutputTokens',
    id: `${ref}/output-limit`,
    description: `The model writes at most ${max} tokens; a higher limit is clamped.`,
    max,
    ...(asOf !== undefined && { asOf }),
  };
  made.add(quirk);
  return quirk;
}

export function isOutputLimitQuirk(quirk: object): boolean {
  return made.has(quirk);
}
