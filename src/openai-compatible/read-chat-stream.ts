import {
  serverSentEvents,
  type Choice,
  type Completion,
  type CompletionDelta,
  type JsonValue,
  type ProviderResponse,
  type TokenUsage,
} from '../sdk/index.js';
import { chatUsage } from './chat-usage.js';
import { finishReason } from './finish-reason.js';
import { contentOf, objectOf, protocolError, textOf, toolCallOf } from './wire-value.js';

export interface ChatStreamOptions {
  /** True where the provider always ends with `[DONE]`, so that a stream without it was cut. */
  readonly doneMarker?: boolean;
  /** The typed error for an error event. */
  streamError(event: { readonly [key: string]: JsonValue }): Error;
  /** Deltas of the first choice; a tool call comes when it is whole. */
  readonly onDelta?: (delta: CompletionDelta) => void;
}

interface PartialChoice {
  text: string;
  reasoning: string;
  refusal: string;
  calls: { id: string; name: string; text: string }[];
  logprobs: JsonValue[];
  reason: string | undefined;
}

/** A streamed reply, collected; PROVIDER_PROTOCOL where it ends before its finish. */
export async function readChatStream(response: ProviderResponse, options: ChatStreamOptions): Promise<Completion> {
  const choices = new Map<number, PartialChoice>();
  let usage: TokenUsage | undefined;
  let done = false;
  for await (const { data } of serverSentEvents(response)) {
    if (data.trim() === '[DONE]') {
      done = true;
      break;
    }
    const event = parsed(data);
    if (event.error !== undefined && event.error !== null) throw options.streamError(event);
    usage = chatUsage(event.usage) ?? chatUsage(objectOf(event.x_groq)?.usage) ?? usage;
    for (const item of Array.isArray(event.choices) ? (event.choices as readonly JsonValue[]) : []) {
      readChoice(item, choices, options);
    }
  }
  if ((options.doneMarker && !done) || choices.size === 0 || [...choices.values()].some((choice) => !choice.reason)) {
    throw protocolError('The stream of the provider ended before its answer did.');
  }
  return { choices: [...choices.entries()].toSorted(([a], [b]) => a - b).map(([, choice]) => whole(choice)), usage };
}

function parsed(data: string): { readonly [key: string]: JsonValue } {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    // The cause would quote the data.
  }
  const event = objectOf(value);
  if (!event) throw protocolError('The provider sent an event that is no JSON object.');
  return event;
}

function readChoice(item: JsonValue, choices: Map<number, PartialChoice>, { onDelta }: ChatStreamOptions): void {
  const piece = objectOf(item);
  if (!piece) throw protocolError('The provider sent a choice that is none.');
  const index = typeof piece.index === 'number' ? piece.index : 0;
  let choice = choices.get(index);
  if (!choice) {
    choice = { text: '', reasoning: '', refusal: '', calls: [], logprobs: [], reason: undefined };
    choices.set(index, choice);
  }
  const tell = index === 0 ? onDelta : undefined;
  const delta = objectOf(piece.delta);
  const text = contentOf(delta?.content);
  const reasoning = textOf(delta?.reasoning_content) ?? textOf(delta?.reasoning) ?? '';
  choice.refusal += textOf(delta?.refusal) ?? '';
  if (reasoning !== '') {
    choice.reasoning += reasoning;
    tell?.({ reasoning });
  }
  if (text !== '') {
    choice.text += text;
    tell?.({ text });
  }
  if (Array.isArray(delta?.tool_calls)) readCalls(delta.tool_calls as readonly JsonValue[], choice);
  const logprobs = objectOf(piece.logprobs)?.content;
  if (Array.isArray(logprobs)) choice.logprobs.push(...(logprobs as readonly JsonValue[]));
  if (typeof piece.finish_reason === 'string' && choice.reason === undefined) {
    choice.reason = piece.finish_reason;
    for (const call of choice.calls) tell?.({ toolCall: toolCallOf(call.id, call.name, call.text) });
  }
}

/** Pieces belong together by their index; a server that gives none sends each call whole. */
function readCalls(pieces: readonly JsonValue[], choice: PartialChoice): void {
  for (const item of pieces) {
    const piece = objectOf(item);
    const called = objectOf(piece?.function);
    const at = typeof piece?.index === 'number' ? piece.index : choice.calls.length;
    if (at > choice.calls.length) throw protocolError('The provider sent a tool call out of its order.');
    const call = (choice.calls[at] ??= { id: '', name: '', text: '' });
    call.id ||= textOf(piece?.id) ?? '';
    call.name ||= textOf(called?.name) ?? '';
    const text = called?.arguments;
    call.text += typeof text === 'string' ? text : text === undefined || text === null ? '' : JSON.stringify(text);
  }
}

function whole({ text, reasoning, refusal, calls, logprobs, reason }: PartialChoice): Choice {
  if (calls.some(({ name }) => name === '')) throw protocolError('The provider sent a tool call without a name.');
  return {
    text: refusal !== '' && text === '' ? refusal : text,
    finishReason: finishReason(reason ?? '', { refused: refusal !== '', calls: calls.length > 0 }),
    toolCalls: calls.map((call) => toolCallOf(call.id, call.name, call.text)),
    ...(reasoning !== '' && { reasoning }),
    ...(logprobs.length > 0 && { logprobs: { content: logprobs } }),
  };
}
