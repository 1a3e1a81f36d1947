import {
  reasoningEfforts,
  type Correction,
  type IdentifiedQuirk,
  type NumericParameterName,
  type Quirk,
} from '../sdk/index.js';
import { quirkDescription } from './quirk-description.js';

type OfParameter = Exclude<Correction, { readonly kind: 'context-window' | 'max-output-tokens' }>;

/** The quirk by which rules keep to what a refusal taught of a parameter. */
export function learnedQuirk(ref: string, correction: OfParameter, learnedAt: Date): IdentifiedQuirk {
  const quirk = {
    ...plainQuirk(correction),
    source: 'A refusal by the provider.',
    asOf: learnedAt.toISOString(),
  };
  const spelled = correction.parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return { ...quirk, id: `${ref}/learned-${spelled}`, description: `Learned: ${quirkDescription(quirk)}` };
}

function plainQuirk(correction: OfParameter): Quirk {
  if (correction.kind !== 'limited-values') return correction;
  const { kind, parameter, values } = correction;
  if (parameter === 'reasoningEffort') {
    return { kind, parameter, values: reasoningEfforts.filter((effort) => values.includes(effort)) };
  }
  return { kind: 'allowed-values', parameter: parameter as NumericParameterName, values: values.map(Number) };
}
