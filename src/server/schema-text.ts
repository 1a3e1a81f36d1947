import { printSchemaText } from '../graphql/schema/print-schema-text.js';

/** What `byom schema` prints. */
export function schemaText(): string {
  return printSchemaText();
}
