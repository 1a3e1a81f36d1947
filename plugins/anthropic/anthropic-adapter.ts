import {
  attemptFailure,
  readJsonReply,
  tellAtOnce,
  type Completion,
  type CompletionRequest,
  type PreparedRequest,
  type ProviderAdapter,
  type ProviderCall,
} from 'byom/sdk';
import { answerReports } from './answer-reports.js';
import { fromMessage } from './from-message.js';
import { messageError } from './message-error.js';
import { readMessageStream } from './read-message-stream.js';
import { requestReports } from './request-reports.js';
import { sendOverAnthropicSdk } from './send-over-anthropic-sdk.js';
import { toMessagesBody } from './to-messages-body.js';

/** The last version of the API that takes sampling parameters. */
const apiVersion = '2023-06-01';

/** Speaks the Messages API. */
export class AnthropicAdapter implements ProviderAdapter {
  prepare(request: CompletionRequest, options: { readonly stream: boolean }): PreparedRequest {
    return {
      method: 'POST',
      path: '/v1/messages',
      headers: { 'anthropic-version': apiVersion, ...betaHeader(request) },
      body: toMessagesBody(request, options),
    };
  }

  async complete(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    try {
      const completion = await this.#answer(request, call);
      const reports = [...requestReports(request), ...answerReports(request, completion)];
      return reports.length > 0 ? { ...completion, reports } : completion;
    } catch (error) {
      throw attemptFailure(error, call.signal);
    }
  }

  async #answer(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    const prepared = this.prepare(request, { stream: call.onDelta !== undefined });
    const response = await sendOverAnthropicSdk(prepared, call);
    if (!response.ok) {
      // The status says enough where the rest of a refusal cannot be read.
      throw messageError(await readJsonReply(response).catch(() => undefined), response);
    }
    const whole = /\bjson\b/i.test(response.headers.get('content-type') ?? '');
    if (prepared.body['stream'] === true && !whole) return readMessageStream(response, call.onDelta);
    const completion = fromMessage(await readJsonReply(response), response);
    tellAtOnce(completion, call.onDelta);
    return completion;
  }
}

function betaHeader({ providerOptions }: CompletionRequest): Readonly<Record<string, string>> {
  const asked: unknown = providerOptions?.['anthropic_beta'];
  const betas = (Array.isArray(asked) ? (asked as readonly unknown[]) : [asked]).filter(
    (beta): beta is string => typeof beta === 'string' && /^[\w.-]{1,100}$/.test(beta),
  );
  return betas.length > 0 ? { 'anthropic-beta': betas.join(',') } : {};
}
