import type { ResponseFormat } from '../../sdk/index.js';
import { defineEnum } from './define-enum.js';

export const ResponseFormatKindEnum = defineEnum<ResponseFormat['kind']>(
  'ResponseFormatKind',
  'The form that the answer must have.',
  { text: 'Any text.', json: 'A JSON value.', 'json-schema': 'JSON that a given JSON Schema accepts.' },
);
