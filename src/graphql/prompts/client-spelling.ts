import type { JsonObject, Parameters, ResponseFormat } from '../../sdk/index.js';
import { enumName } from '../enums/define-enum.js';

/** Stored templates as ResponseFormatInput and ParametersInput take them: with the API's spelling of enum values. */
export function clientResponseFormat(format: ResponseFormat | undefined): JsonObject | undefined {
  return format && ({ ...format, kind: enumName(format.kind) } as JsonObject);
}

export function clientParameters(parameters: Parameters | undefined): JsonObject | undefined {
  if (!parameters) return undefined;
  const { reasoningEffort } = parameters;
  return {
    ...parameters,
    ...(reasoningEffort === undefined ? {} : { reasoningEffort: enumName(reasoningEffort) }),
  } as JsonObject;
}
