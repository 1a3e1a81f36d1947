import type { IdentifiedQuirk, UnsupportedFeature } from '../sdk/index.js';

/** Without these a request fails; what else a model lacks has quirks of its own that help. */
export const refusedFeatures = ['tools', 'vision'] as const satisfies readonly UnsupportedFeature['feature'][];

const made = new WeakSet<object>();

/** The catalogue's own quirk of a model that is known to lack a feature; what is not known to lack it is let through. */
export function missingFeatureQuirk(
  ref: string,
  feature: (typeof refusedFeatures)[number],
  asOf: string | undefined,
): IdentifiedQuirk {
  const quirk: IdentifiedQuirk = {
    kind: 'unsupported-feature',
    feature,
    id: `${ref}/no-${feature}`,
    description: `The model takes no ${feature === 'tools' ? 'tools' : 'images'}; a request with them fails.`,
    ...(asOf !== undefined && { asOf }),
  };
  made.add(quirk);
  return quirk;
}

export const isMissingFeatureQuirk = (quirk: object): boolean => made.has(quirk);
