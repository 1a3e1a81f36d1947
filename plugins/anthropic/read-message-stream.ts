import { serverSentEvents, type Completion, type CompletionDelta, type ProviderResponse } from 'byom/sdk';
import { fromMessage } from './from-message.js';
import { isRecord } from './is-record.js';
import { MessageAssembly } from './message-assembly.js';
import { messageError } from './message-error.js';
import { notAnAnswer } from './not-an-answer.js';

/** Reads a streamed message to its end, telling each piece; one that ends before its last event is no answer. */
export async function readMessageStream(
  response: ProviderResponse,
  onDelta: ((delta: CompletionDelta) => void) | undefined,
): Promise<Completion> {
  const assembly = new MessageAssembly(response, onDelta);
  try {
    for await (const { data } of serverSentEvents(response)) {
      // Read on even where nothing more is to come, so that the connection can be used again.
      if (assembly.complete) continue;
      const event = readEvent(data, response);
      if (event['type'] === 'error') throw messageError(event, response);
      assembly.take(event);
    }
  } catch (failure) {
    if (!assembly.complete) throw failure;
  }
  if (!assembly.complete) throw notAnAnswer('The answer ended before it was whole.', response);
  return fromMessage(assembly.message(), response);
}

function readEvent(data: string, response: ProviderResponse): Readonly<Record<string, unknown>> {
  let event: unknown;
  try {
    event = JSON.parse(data);
  } catch {
    // The cause would quote the data.
  }
  if (!isRecord(event) || typeof event['type'] !== 'string') {
    throw notAnAnswer('The provider streamed something that is no event.', response);
  }
  return event;
}
