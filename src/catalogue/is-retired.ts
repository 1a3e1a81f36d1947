import type { ResolvedModel } from '../sdk/index.js';

/** Whether the day on which the provider ends a model has come. */
export function isRetired({ deprecatedOn }: Pick<ResolvedModel, 'deprecatedOn'>, now: number): boolean {
  return deprecatedOn !== undefined && Date.parse(deprecatedOn) <= now;
}
