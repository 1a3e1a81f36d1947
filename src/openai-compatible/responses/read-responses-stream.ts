import {
  serverSentEvents,
  type CompletionDelta,
  type JsonObject,
  type JsonValue,
  type ProviderResponse,
} from '../../sdk/index.js';
import { chatToolCall } from '../chat-tool-call.js';
import { objectOf, textOf } from '../content-of.js';
import type { Answer, StreamOptions } from '../dialect.js';
import { parsedEvent } from '../parsed-event.js';
import { protocolError } from '../protocol-error.js';
import { fromResponse } from './from-response.js';

/** A response as it comes; PROVIDER_PROTOCOL where it ends without the event that holds it whole. */
export async function readResponsesStream(response: ProviderResponse, options: StreamOptions): Promise<Answer> {
  const items: JsonValue[] = [];
  let calls = 0;
  for await (const { data, event: name } of serverSentEvents(response)) {
    if (data.trim() === '' || data.trim() === '[DONE]') continue;
    const event = parsedEvent(data);
    const type = textOf(event.type) ?? name ?? '';
    if (type === 'error' || (event.error !== undefined && event.error !== null)) throw options.toldError(event);
    if (type === 'response.failed') throw options.toldError(objectOf(event.response) ?? event);
    const delta = deltaOf(type, event);
    if (delta !== undefined) options.onDelta?.(delta);
    if (type === 'response.output_item.done' && event.item !== undefined) {
      items.push(event.item);
      const toolCall = callOf(objectOf(event.item), calls);
      if (toolCall !== undefined) {
        calls += 1;
        options.onDelta?.({ toolCall });
      }
    }
    const whole =
      type === 'response.completed' || type === 'response.incomplete' ? objectOf(event.response) : undefined;
    if (whole !== undefined) {
      // Some servers of the API leave out of the whole what they have sent in pieces.
      const told = Array.isArray(whole.output) && whole.output.length > 0;
      return fromResponse(told ? whole : { ...whole, output: items }, options);
    }
  }
  throw protocolError('The stream of the provider ended before its answer did.');
}

const textDeltas = new Set(['response.output_text.delta', 'response.refusal.delta']);
const thoughtDeltas = new Set(['response.reasoning_text.delta', 'response.reasoning_summary_text.delta']);

function deltaOf(type: string, { delta }: JsonObject): CompletionDelta | undefined {
  const said = textOf(delta) ?? '';
  if (said === '') return undefined;
  if (textDeltas.has(type)) return { text: said };
  return thoughtDeltas.has(type) ? { reasoning: said } : undefined;
}

function callOf(item: JsonObject | undefined, position: number) {
  if (item?.type !== 'function_call') return undefined;
  return chatToolCall(textOf(item.call_id) ?? '', textOf(item.name) ?? '', textOf(item.arguments) ?? '', position);
}
