import { ByomError, type CompletionRequest, type JsonObject, type JsonValue } from 'byom/sdk';

const mostPairs = 16;
const longestKey = 64;
const longestValue = 512;

/** Whether the model refuses to work without a way to search. */
export const searches = (model: string): boolean => /-deep-research(-|$)/.test(model);

/** Whether metadata would be refused, since nothing is to be stored. */
export const losesMetadata = ({ endpoint, providerOptions = {} }: CompletionRequest): boolean =>
  endpoint === undefined && providerOptions['metadata'] !== undefined && providerOptions['store'] !== true;

/** Puts in what a model demands; refuses what the provider would refuse only after the customer waited. */
export function amendBody(body: JsonObject, request: CompletionRequest): JsonObject {
  checkMetadata(body['metadata']);
  if (searches(request.model)) {
    const tools = (body['tools'] ?? []) as readonly JsonValue[];
    return { ...body, tools: [...tools, { type: 'web_search_preview' }] };
  }
  if (!losesMetadata(request)) return body;
  const { metadata: _, ...rest } = body;
  return rest;
}

function checkMetadata(metadata: JsonValue | undefined): void {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return;
  const pairs = Object.entries(metadata);
  const fits = pairs.every(
    ([key, value]) => key.length <= longestKey && (typeof value !== 'string' || value.length <= longestValue),
  );
  if (fits && pairs.length <= mostPairs) return;
  throw new ByomError(
    'BAD_USER_INPUT',
    `metadata holds at most ${mostPairs} pairs, with keys of ${longestKey} and values of ${longestValue} characters.`,
    { details: { field: 'providerOptions.metadata' } },
  );
}
