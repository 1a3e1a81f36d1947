import type { Adaptation, CompletionRequest, JsonObject } from '../sdk/index.js';

/** Asks for JSON in words, in the first system message or in a new one. Asking twice adds nothing. */
export function withInstruction(
  request: CompletionRequest,
  schema: JsonObject | undefined,
  quirk: string,
): { readonly request: CompletionRequest; readonly adaptation: Adaptation | undefined } {
  const instruction =
    schema === undefined
      ? 'Answer with one valid JSON value and nothing else: no explanation and no code fence.'
      : `Answer with one valid JSON value and nothing else: no explanation and no code fence. It must conform to this JSON Schema:\n${JSON.stringify(schema)}`;
  const at = request.messages.findIndex(({ role }) => role === 'system');
  const system = request.messages[at];
  if (system?.content.includes(instruction)) return { request, adaptation: undefined };
  const messages =
    system === undefined
      ? [{ role: 'system' as const, content: instruction }, ...request.messages]
      : request.messages.with(at, {
          ...system,
          content: system.content === '' ? instruction : `${system.content}\n\n${instruction}`,
        });
  return {
    request: { ...request, messages },
    adaptation: {
      parameter: 'messages',
      action: 'inserted',
      requested: null,
      sent: { role: 'system', content: instruction },
      lossless: true,
      reason: 'The response format is asked for in the system message.',
      quirk,
    },
  };
}
