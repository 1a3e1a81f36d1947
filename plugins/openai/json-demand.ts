import type { CompletionRequest, JsonObject, JsonValue } from 'byom/sdk';

/** Whether JSON mode is asked for and no message says so, which the provider refuses. */
export const demandsJson = ({ responseFormat, messages }: CompletionRequest): boolean =>
  responseFormat?.kind === 'json' && !messages.some(({ content }) => /json/i.test(content));

export function withJsonDemand(body: JsonObject, request: CompletionRequest): JsonObject {
  if (!demandsJson(request)) return body;
  const demand = { role: 'system', content: 'Answer with a JSON object.' };
  return { ...body, messages: [demand, ...(body['messages'] as readonly JsonValue[])] };
}
