import type { Adaptation, ResolvedModel } from '../sdk/index.js';

/** Told with each answer of a model whose end its provider has announced, so that nobody meets the day unawares. */
export function retirementReport({ deprecatedOn }: Pick<ResolvedModel, 'deprecatedOn'>): readonly Adaptation[] {
  if (deprecatedOn === undefined) return [];
  return [
    {
      parameter: 'model',
      action: 'reported',
      requested: null,
      sent: null,
      lossless: true,
      reason: `The provider ends this model on ${deprecatedOn}: move to another one by then.`,
    },
  ];
}
