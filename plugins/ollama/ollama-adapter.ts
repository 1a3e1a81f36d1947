import {
  attemptFailure,
  serverRoot,
  type Completion,
  type CompletionRequest,
  type PreparedRequest,
  type ProviderAdapter,
  type ProviderCall,
} from 'byom/sdk';
import { noticeOllama } from './notice-ollama.js';
import { ollamaError } from './ollama-error.js';
import { probeOllama } from './probe-ollama.js';
import { readOllamaAnswer } from './read-ollama-answer.js';
import { toOllamaBody } from './to-ollama-body.js';

function prepare(request: CompletionRequest, { stream }: { readonly stream: boolean }): PreparedRequest {
  return { method: 'POST', path: '/api/chat', body: toOllamaBody(request, stream) };
}

async function answer(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
  const { method, path, body } = prepare(request, { stream: call.onDelta !== undefined });
  const response = await call.fetch(serverRoot(call.baseUrl) + path, {
    method,
    headers: { accept: body['stream'] === true ? 'application/x-ndjson' : 'application/json' },
    body: JSON.stringify(body),
    signal: call.signal,
  });
  if (!response.ok) throw await ollamaError(response);
  const answered = await readOllamaAnswer(response, call.onDelta);
  const { choice, last } = answered;
  const reports = noticeOllama(request, answered);
  return {
    choices: [choice],
    ...(last.usage !== undefined && { usage: last.usage }),
    ...(reports.length > 0 && { reports }),
  };
}

/** Ollama's own API: unlike the compatible one it knows a context window, and says why and how it answered. */
export const ollamaAdapter = (): ProviderAdapter => ({
  prepare,
  complete: async (request, call) => {
    try {
      return await answer(request, call);
    } catch (error) {
      throw attemptFailure(error, call.signal);
    }
  },
  probe: probeOllama,
});
