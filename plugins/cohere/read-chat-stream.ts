import { serverSentEvents, type Completion, type CompletionDelta, type ProviderResponse } from 'byom/sdk';
import { cohereError } from './cohere-error.js';
import { isFields, type Fields } from './fields.js';
import { notAnAnswer } from './not-an-answer.js';
import { StreamedMessage } from './streamed-message.js';

/** Reads a streamed answer to its end, telling each piece; one that ends before its last event is no answer. */
export async function readChatStream(
  response: ProviderResponse,
  onDelta: ((delta: CompletionDelta) => void) | undefined,
): Promise<Completion> {
  const message = new StreamedMessage(response, onDelta);
  for await (const { data } of serverSentEvents(response)) {
    if (message.complete || data.trim() === '[DONE]' || data.trim() === '') continue;
    const event = readEvent(data, response);
    if (typeof event['type'] !== 'string') throw cohereError(event, response, 'PROVIDER_OVERLOADED');
    message.take(event);
  }
  return message.completion();
}

function readEvent(data: string, response: ProviderResponse): Fields {
  let event: unknown;
  try {
    event = JSON.parse(data);
  } catch {
    // The cause would quote the data.
  }
  if (!isFields(event)) throw notAnAnswer('The provider streamed something that is no event.', response);
  return event;
}
