import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';

const folder =
  process.env['BYOM_TEST_REFERENCE'] ?? fileURLToPath(new URL('../../../shared/reference', import.meta.url));
const file = `${folder}/openai-openapi/openapi.json`;

export const openaiSchemaMissing = existsSync(file) ? undefined : `no published schema of OpenAI's at ${file}`;

type Schema = { readonly [keyword: string]: unknown };
export type OpenaiRequestSchema = 'CreateChatCompletionRequest' | 'CreateResponse';

let document: Schema | undefined;
function published(): Schema {
  return (document ??= JSON.parse(readFileSync(file, 'utf8'), (field, value: unknown) => {
    // Nothing sent is null, so OpenAPI's own `nullable`, which JSON Schema does not have, goes.
    if (field === 'nullable') return undefined;
    // Its alternatives are told apart by a discriminator and else overlap, so one that fits is enough.
    if (typeof value === 'object' && value !== null && 'oneOf' in value) {
      const { oneOf, ...rest } = value;
      return 'anyOf' in rest ? { ...rest, allOf: [{ anyOf: oneOf }] } : { ...rest, anyOf: oneOf };
    }
    return value;
  }) as Schema);
}

/** Takes the bodies that OpenAI's published schema takes, of chat completions where nothing else is asked for. */
export function publishedOpenaiSchema(name: OpenaiRequestSchema = 'CreateChatCompletionRequest'): ValidateFunction {
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
  ajv.addSchema(published(), 'openapi');
  return ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
}

/** The fields that a body may have: the schema does not forbid others, and the API does. */
export function publishedOpenaiFields(name: OpenaiRequestSchema): ReadonlySet<string> {
  const schemas = (published()['components'] as { schemas: Record<string, Schema> }).schemas;
  const fields = (schema: Schema): string[] => [
    ...Object.keys((schema['properties'] as object | undefined) ?? {}),
    ...((schema['allOf'] as Schema[] | undefined) ?? []).flatMap(fields),
    ...(typeof schema['$ref'] === 'string' ? fields(schemas[schema['$ref'].split('/').at(-1)!]!) : []),
  ];
  return new Set(fields(schemas[name]!));
}
