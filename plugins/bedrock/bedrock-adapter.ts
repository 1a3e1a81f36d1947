import {
  attemptFailure,
  readJsonReply,
  tellAtOnce,
  withAnswerPieces,
  type Completion,
  type CompletionRequest,
  type PreparedRequest,
  type ProviderAdapter,
  type ProviderCall,
} from 'byom/sdk';
import { answerReports } from './answer-reports.js';
import { converseError } from './converse-error.js';
import { fromConverse } from './from-converse.js';
import { readConverseStream } from './read-converse-stream.js';
import { toConverseBody } from './to-converse-body.js';

const eventStream = 'application/vnd.amazon.eventstream';

/** Speaks the Converse API, whole and as a binary event stream. */
export class BedrockAdapter implements ProviderAdapter {
  prepare(request: CompletionRequest, { stream }: { readonly stream: boolean }): PreparedRequest {
    return {
      method: 'POST',
      // An ARN holds slashes and colons, which belong to the id.
      path: `/model/${encodeURIComponent(request.model)}/converse${stream ? '-stream' : ''}`,
      headers: { accept: stream ? eventStream : 'application/json' },
      body: toConverseBody(request),
    };
  }

  async complete(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    try {
      const completion = await this.#answer(request, call);
      const reports = answerReports(request, completion);
      return reports.length > 0 ? { ...completion, reports } : completion;
    } catch (error) {
      throw attemptFailure(error, call.signal);
    }
  }

  async #answer(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    const { method, path, headers, body } = this.prepare(request, { stream: call.onDelta !== undefined });
    const response = await call.fetch(call.baseUrl + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: call.signal,
    });
    if (!response.ok) {
      // The header says enough where the rest of a refusal cannot be read.
      throw converseError(await readJsonReply(response).catch(() => undefined), response);
    }
    const whole = /\bjson\b/i.test(response.headers.get('content-type') ?? '');
    if (call.onDelta !== undefined && !whole) {
      return readConverseStream(response, withAnswerPieces(call.onDelta, request));
    }
    const completion = fromConverse(await readJsonReply(response), response);
    tellAtOnce(completion, call.onDelta);
    return completion;
  }
}
