import {
  reasoningEfforts,
  type Correction,
  type IdentifiedQuirk,
  type NumericParameterName,
  type Quirk,
  type ResolvedModel,
} from '../sdk/index.js';
import { learnedFactName } from './learned-fact-name.js';
import { quirkDescription } from './quirk-description.js';

/** What is learned of a size is a fact; everything else is a quirk. */
export type LearnedSize = Extract<Correction, { readonly kind: 'context-window' | 'max-output-tokens' }>;
type Teaching = Exclude<Correction, LearnedSize>;

/** The quirk by which rules keep to what a refusal taught. */
export function learnedQuirk(model: ResolvedModel, correction: Teaching, learnedAt: Date): IdentifiedQuirk {
  const quirk = {
    ...plainQuirk(correction, model),
    source: 'A refusal by the provider.',
    asOf: learnedAt.toISOString(),
  };
  const about = learnedFactName(correction).replace('parameters.', '');
  const spelled = about.replace('.', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return { ...quirk, id: `${model.ref}/learned-${spelled}`, description: `Learned: ${quirkDescription(quirk)}` };
}

function plainQuirk(correction: Teaching, { features }: ResolvedModel): Quirk {
  if (correction.kind === 'unsupported-response-format') {
    const instead = features.includes('json-mode') ? 'json' : 'instruction';
    return {
      kind: correction.kind,
      formats: correction.format === 'json' ? ['json', 'json-schema'] : ['json-schema'],
      instead,
    };
  }
  if (correction.kind !== 'limited-values') return correction;
  const { kind, parameter, values } = correction;
  if (parameter === 'reasoningEffort') {
    return { kind, parameter, values: reasoningEfforts.filter((effort) => values.includes(effort)) };
  }
  return { kind: 'allowed-values', parameter: parameter as NumericParameterName, values: values.map(Number) };
}
