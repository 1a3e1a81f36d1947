import type { JsonObject, Parameters } from '../../sdk/index.js';
import { enumName } from '../enums/define-enum.js';

/** As ParametersInput takes them: with the API's spelling of the reasoning effort. */
export function clientParameters(parameters: Parameters | undefined): JsonObject | undefined {
  if (!parameters) return undefined;
  const { reasoningEffort, ...rest } = parameters;
  return { ...rest, ...(reasoningEffort === undefined ? {} : { reasoningEffort: enumName(reasoningEffort) }) };
}
