import { quirkName, type IdentifiedQuirk, type ModelFeature, type Quirk, type RuleQuirk } from '../sdk/index.js';
import { quirkDescription } from './quirk-description.js';

/** What is done about a feature that a model is known to lack: refused where nothing helps, or had another way. */
const remedies: Readonly<Partial<Record<ModelFeature, RuleQuirk>>> = {
  tools: { kind: 'unsupported-feature', feature: 'tools' },
  vision: { kind: 'unsupported-feature', feature: 'vision' },
  reasoning: { kind: 'unsupported-parameter', parameter: 'reasoningEffort' },
};
export const remediedFeatures = Object.keys(remedies) as readonly ModelFeature[];

const made = new WeakMap<object, ModelFeature>();

/**
 * The catalogue's own quirk of a model that is known to lack a feature; what is not known to lack it is let through.
 * Undefined where the plugin declares as much itself, or nothing has to be done.
 */
export function missingFeatureQuirk(
  ref: string,
  feature: ModelFeature,
  asOf: string | undefined,
  declared: readonly IdentifiedQuirk[],
): IdentifiedQuirk | undefined {
  const remedy = remedies[feature];
  if (remedy === undefined || declared.some((quirk) => isTheSame(quirk, remedy))) return undefined;
  const quirk: IdentifiedQuirk = {
    ...remedy,
    id: `${ref}/no-${feature}`,
    description: quirkDescription(remedy),
    ...(asOf !== undefined && { asOf }),
  };
  made.set(quirk, feature);
  return quirk;
}

/** The feature for whose want the catalogue made a quirk. */
export const missingFeatureOf = (quirk: object): ModelFeature | undefined => made.get(quirk);

/** Of the same kind and about the same, in every request. */
function isTheSame(quirk: IdentifiedQuirk, remedy: RuleQuirk): boolean {
  return !('when' in quirk && quirk.when) && quirkName({ ...quirk, id: undefined } as Quirk) === quirkName(remedy);
}
