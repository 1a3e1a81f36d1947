import {
  attemptFailure,
  readJsonReply,
  type Completion,
  type CompletionRequest,
  type PreparedRequest,
  type ProviderAdapter,
  type ProviderCall,
} from 'byom/sdk';
import { cohereError } from './cohere-error.js';
import { fromReply } from './from-reply.js';
import { readChatStream } from './read-chat-stream.js';
import { requestReports } from './request-reports.js';
import { toChatBody } from './to-chat-body.js';

/** Speaks version 2 of the Chat API. */
export class CohereAdapter implements ProviderAdapter {
  prepare(request: CompletionRequest, options: { readonly stream: boolean }): PreparedRequest {
    return { method: 'POST', path: '/v2/chat', body: toChatBody(request, options) };
  }

  async complete(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    try {
      const completion = await this.#answer(request, call);
      const reports = requestReports(request);
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
      throw cohereError(await response.json().catch(() => undefined), response);
    }
    const whole = /\bjson\b/i.test(response.headers.get('content-type') ?? '');
    if (stream && !whole) return readChatStream(response, call.onDelta);
    const completion = fromReply(await readJsonReply(response), response);
    const [choice] = completion.choices;
    if (choice?.reasoning !== undefined) call.onDelta?.({ reasoning: choice.reasoning });
    if (choice?.text) call.onDelta?.({ text: choice.text });
    for (const toolCall of choice?.toolCalls ?? []) call.onDelta?.({ toolCall });
    return completion;
  }
}
