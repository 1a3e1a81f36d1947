import {
  attemptFailure,
  readJsonReply,
  type Completion,
  type CompletionRequest,
  type PreparedRequest,
  type ProviderAdapter,
  type ProviderCall,
} from 'byom/sdk';
import { GeneratedAnswer } from './generated-answer.js';
import { googleError } from './google-error.js';
import { modelPath } from './model-path.js';
import { readGenerateStream } from './read-generate-stream.js';
import { requestReports } from './request-reports.js';
import { toGenerateBody } from './to-generate-body.js';

/** Speaks generateContent and streamGenerateContent of the Gemini API. */
export class GeminiAdapter implements ProviderAdapter {
  prepare(request: CompletionRequest, { stream }: { readonly stream: boolean }): PreparedRequest {
    const method = stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
    return { method: 'POST', path: `/${modelPath(request.model)}:${method}`, body: toGenerateBody(request) };
  }

  async complete(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    try {
      const completion = await this.#answer(request, call);
      const reports = [...requestReports(request), ...(completion.reports ?? [])];
      return reports.length > 0 ? { ...completion, reports } : completion;
    } catch (error) {
      throw attemptFailure(error, call.signal);
    }
  }

  async #answer(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    const stream = call.onDelta !== undefined;
    const { method, path, body } = this.prepare(request, { stream });
    const response = await call.fetch(call.baseUrl + path, {
      method,
      headers: { 'content-type': 'application/json', accept: stream ? 'text/event-stream' : 'application/json' },
      body: JSON.stringify(body),
      signal: call.signal,
    });
    if (!response.ok) {
      // The status says enough where the rest of a refusal cannot be read.
      throw googleError(await response.json().catch(() => undefined), response, request.parameters);
    }
    const whole = /\bjson\b/i.test(response.headers.get('content-type') ?? '');
    if (stream && !whole) return readGenerateStream(response, call.onDelta);
    const answer = new GeneratedAnswer(response, call.onDelta);
    answer.take(await readJsonReply(response));
    return answer.completion();
  }
}
