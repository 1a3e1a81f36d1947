import {
  serverSentEvents,
  type JsonObject,
  type JsonValue,
  type ProviderResponse,
  type TokenUsage,
} from '../sdk/index.js';
import { chatUsage } from './chat-usage.js';
import type { Answer, StreamOptions } from './dialect.js';
import { parsedEvent } from './parsed-event.js';
import { StreamedChoice } from './streamed-choice.js';
import { objectOf, textOf } from './content-of.js';
import { protocolError } from './protocol-error.js';

/** A streamed reply, collected; PROVIDER_PROTOCOL where it ends before its finish. */
export async function readChatStream(response: ProviderResponse, options: StreamOptions): Promise<Answer> {
  const choices = new Map<number, StreamedChoice>();
  let usage: TokenUsage | undefined;
  let serviceTier: string | undefined;
  let done = false;
  for await (const { data, event: name } of serverSentEvents(response)) {
    if (data.trim() === '[DONE]') {
      done = true;
      break;
    }
    if (data.trim() === '') continue;
    const event = parsedEvent(data);
    if (name === 'error' || isFailure(event)) throw options.toldError(event);
    if (typeof event.model === 'string') options.onModel?.(event.model);
    usage = chatUsage(event.usage, options.readUsage) ?? chatUsage(objectOf(event.x_groq)?.usage) ?? usage;
    serviceTier = textOf(event.service_tier) ?? serviceTier;
    if (!Array.isArray(event.choices)) continue;
    for (const item of event.choices as readonly JsonValue[]) {
      const piece = objectOf(item);
      if (!piece) throw protocolError('The provider sent a choice that is none.');
      if (isFailure(piece)) throw options.toldError(piece);
      usage = chatUsage(piece.usage, options.readUsage) ?? usage;
      const index = typeof piece.index === 'number' ? piece.index : 0;
      let choice = choices.get(index);
      if (!choice) {
        choice = new StreamedChoice(index === 0 ? options.onDelta : undefined, options.thinkTags ?? false);
        choices.set(index, choice);
      }
      choice.add(piece);
    }
  }
  const streamed = [...choices].toSorted(([a], [b]) => a - b).map(([, choice]) => choice);
  if ((options.doneMarker && !done) || streamed.length === 0 || !streamed.every(({ finished }) => finished)) {
    throw protocolError('The stream of the provider ended before its answer did.');
  }
  return {
    choices: streamed.map((choice) => choice.toChoice()),
    ...(usage !== undefined && { usage }),
    ...(serviceTier !== undefined && { serviceTier }),
  };
}

/** An error under its own field, or in place of an event. */
function isFailure(event: JsonObject): boolean {
  if (event.error !== undefined && event.error !== null) return true;
  if (event.finish_reason === 'error') return true;
  return (
    event.choices === undefined && (event.object === 'error' || event.type === 'error' || event.detail !== undefined)
  );
}
