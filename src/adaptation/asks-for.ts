import type { CompletionRequest, RequestPart } from '../sdk/index.js';

/** Whether a request, as it stands, asks for this. */
export function asksFor(request: CompletionRequest, part: RequestPart): boolean {
  const { messages, tools, toolChoice, responseFormat } = request;
  switch (part) {
    case 'tools':
      return tools !== undefined && tools.length > 0;
    case 'forced-tools':
      return toolChoice?.mode === 'required' || toolChoice?.mode === 'tool';
    case 'named-tool':
      return toolChoice?.mode === 'tool';
    case 'tool-history':
      return messages.some(({ role, toolCalls }) => role === 'tool' || (toolCalls?.length ?? 0) > 0);
    case 'images':
      return messages.some(({ images }) => images !== undefined && images.length > 0);
    case 'system-prompt':
      return messages.some(({ role }) => role === 'system');
    case 'prefill':
      return messages.at(-1)?.role === 'assistant';
    case 'json':
    case 'json-schema':
      return responseFormat?.kind === part;
    case 'stream':
      return request.stream === true;
    case 'endUser':
      return request.endUser !== undefined;
    default:
      return request.parameters[part] !== undefined;
  }
}
