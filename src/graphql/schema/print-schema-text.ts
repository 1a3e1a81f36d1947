import 'reflect-metadata';
import { printSchema } from 'graphql';
import { createSchema } from './create-schema.js';

/** `schema.graphql`, as it stands at the project's root. */
export function printSchemaText(): string {
  const schema = createSchema({
    resolve: () => {
      throw new Error('This schema is only for printing.');
    },
  });
  return `# Generated from the code by \`byom schema\`; a test fails where the two differ.\n\n${printSchema(schema)}\n`;
}
