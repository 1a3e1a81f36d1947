import { ByomError, type CompletionRequest, type JsonObject, type JsonValue } from 'byom/sdk';

const mostPairs = 16;
const longestKey = 64;
const longestValue = 512;

/** Whether the model refuses to work without a way to search. */
export const searches = (model: string): boolean => /-deep-research(-|$)/.test(model);

/** Puts in what a model demands; refuses what the provider would refuse only after the customer waited. */
export function amendBody(body: JsonObject, { model }: CompletionRequest): JsonObject {
  checkMetadata(body['metadata']);
  if (!searches(model)) return body;
  const tools = (body['tools'] ?? []) as readonly JsonValue[];
  return { ...body, tools: [...tools, { type: 'web_search_preview' }] };
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
