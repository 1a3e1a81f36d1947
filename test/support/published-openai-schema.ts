import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';

const folder =
  process.env['BYOM_TEST_REFERENCE'] ?? fileURLToPath(new URL('../../../shared/reference', import.meta.url));
const file = `${folder}/openai-openapi/openapi.json`;

export const openaiSchemaMissing = existsSync(file) ? undefined : `no published schema of OpenAI's at ${file}`;

/** Takes the bodies of chat completions that OpenAI's published schema takes. */
export function publishedOpenaiSchema(): ValidateFunction {
  // Nothing sent is null, so OpenAPI's own `nullable`, which JSON Schema does not have, goes.
  const schema = JSON.parse(readFileSync(file, 'utf8'), (field, value: unknown) =>
    field === 'nullable' ? undefined : value,
  ) as object;
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
  ajv.addSchema(schema, 'openapi');
  return ajv.compile({ $ref: 'openapi#/components/schemas/CreateChatCompletionRequest' });
}
