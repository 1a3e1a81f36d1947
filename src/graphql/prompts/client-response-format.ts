import type { JsonObject, ResponseFormat } from '../../sdk/index.js';
import { enumName } from '../enums/define-enum.js';

/** As ResponseFormatInput takes it: with the API's spelling of its kind. */
export function clientResponseFormat(format: ResponseFormat | undefined): JsonObject | undefined {
  return format && { ...format, kind: enumName(format.kind) };
}
