import {
  type Choice,
  type Completion,
  type FinishReason,
  type JsonValue,
  ProviderError,
  type ProviderResponse,
  type ToolCall,
  ownValue,
} from 'byom/sdk';
import { textOf } from './fields.js';
import { notAnAnswer } from './not-an-answer.js';
import { usageOf } from './usage-of.js';

const finishReasons: Readonly<Record<string, FinishReason>> = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop',
  MAX_TOKENS: 'length',
  TOOL_CALL: 'tool-calls',
  ERROR_TOXIC: 'content-filter',
};

/** An answer as it comes in a reply or is put together from a stream. */
export interface AnsweredMessage {
  readonly id?: string;
  readonly text: string;
  readonly reasoning: string;
  /** What the model says before it calls tools; it goes back with the calls. */
  readonly plan: string;
  readonly toolCalls: readonly ToolCall[];
  readonly logprobs?: readonly JsonValue[];
  readonly finishReason: unknown;
  readonly usage: unknown;
}

/** The uniform answer; fails where the message ended in a failure of the provider, whatever the status said. */
export function toCompletion(message: AnsweredMessage, head: Pick<ProviderResponse, 'status'>): Completion {
  const reason = textOf(message.finishReason);
  if (reason === undefined) throw notAnAnswer('The answer ended before it was whole.', head);
  if (reason === 'ERROR') {
    throw new ProviderError(
      'PROVIDER_OVERLOADED',
      'The provider failed in the middle of its answer: try again later.',
      head,
    );
  }
  if (reason === 'TIMEOUT') {
    throw new ProviderError('PROVIDER_TIMEOUT', 'The provider did not finish its answer in time.', head);
  }
  const usage = usageOf(message.usage);
  const choice: Choice = {
    text: message.text || message.plan,
    finishReason: ownValue(finishReasons, reason) ?? 'other',
    toolCalls: message.toolCalls,
    ...(message.reasoning !== '' && { reasoning: message.reasoning }),
    ...(message.logprobs?.length && { logprobs: message.logprobs }),
  };
  return {
    choices: [choice],
    ...(usage !== undefined && { usage }),
    ...(message.id !== undefined && { providerRequestId: message.id }),
  };
}

/** Tools without arguments are called with none, or with `null`. */
export function toToolCall(
  id: unknown,
  name: unknown,
  given: string,
  head: Pick<ProviderResponse, 'status'>,
): ToolCall {
  if (typeof id !== 'string' || typeof name !== 'string' || name === '') {
    throw notAnAnswer('The provider sent a tool call that is none.', head);
  }
  try {
    return { id, name, arguments: (JSON.parse(given.trim() === '' ? '{}' : given) as JsonValue) ?? {} };
  } catch {
    // Cut off at a limit: handed on as the text it is.
    return { id, name, arguments: given };
  }
}
