import {
  attemptFailure,
  readJsonReply,
  tellAtOnce,
  withAnswerPieces,
  type Completion,
  type CompletionDelta,
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
import { restoreFields } from './restore-fields.js';
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
      const completion = await this.#restored(request, call);
      const reports = [...requestReports(request), ...answerReports(request, completion)];
      return reports.length > 0 ? { ...completion, reports } : completion;
    } catch (error) {
      throw attemptFailure(error, call.signal);
    }
  }

  /** With the field names that the request's tools have, where others were sent. */
  async #restored(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    const restore = restoreFields(request);
    if (restore === undefined) return this.#answer(request, call);
    const { onDelta } = call;
    const told = onDelta && {
      onDelta: (delta: CompletionDelta) =>
        onDelta(delta.toolCall === undefined ? delta : { ...delta, toolCall: restore(delta.toolCall) }),
    };
    const completion = await this.#answer(request, { ...call, ...told });
    const choices = completion.choices.map((choice) => ({ ...choice, toolCalls: choice.toolCalls.map(restore) }));
    return { ...completion, choices };
  }

  async #answer(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    const prepared = this.prepare(request, { stream: call.onDelta !== undefined });
    const response = await sendOverAnthropicSdk(prepared, call);
    if (!response.ok) {
      // The status says enough where the rest of a refusal cannot be read.
      throw messageError(await readJsonReply(response).catch(() => undefined), response);
    }
    const whole = /\bjson\b/i.test(response.headers.get('content-type') ?? '');
    if (prepared.body['stream'] === true && !whole) {
      return readMessageStream(response, withAnswerPieces(call.onDelta, request));
    }
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
