import { printSchemaText } from '../graphql/schema/print-schema-text.js';

/** `schema.graphql`, for the command line. */
export const schemaText = (): string => printSchemaText();
