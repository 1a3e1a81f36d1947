import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { ProviderResponse } from './define-provider.js';
import { ProviderError } from './errors.js';

const mostEventCharacters = 4 * 1024 * 1024;

/** The events of a streamed reply, however its bytes are cut; PROVIDER_PROTOCOL where it is no event stream. */
export async function* serverSentEvents(response: ProviderResponse): AsyncGenerator<EventSourceMessage, void, void> {
  const type = response.headers.get('content-type');
  if (response.body === null || (type !== null && !type.includes('text/event-stream'))) {
    throw new ProviderError('PROVIDER_PROTOCOL', 'The provider was asked for a stream and sent something else.', {
      status: response.status,
    });
  }
  const events: EventSourceMessage[] = [];
  let failed = false;
  const parser = createParser({
    maxBufferSize: mostEventCharacters,
    onEvent: (event) => events.push(event),
    onError: ({ type: problem }) => (failed ||= problem === 'max-buffer-size-exceeded'),
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    if (failed) throw new ProviderError('PROVIDER_PROTOCOL', 'The provider sent an event without an end.');
    yield* events.splice(0);
  }
  // An event that only lacks the blank line behind it counts; one cut short fails where it is read.
  parser.feed(`${decoder.decode()}\n\n`);
  yield* events.splice(0);
}
