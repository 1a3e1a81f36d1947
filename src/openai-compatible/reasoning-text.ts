import { type JsonFields, textField } from './json-fields.js';

/** What a model thought, in either of the two fields that servers use; some fill both with the same. */
export const reasoningText = (message: JsonFields): string =>
  textField(message['reasoning_content']) ?? textField(message['reasoning']) ?? '';
