import { ByomError, type Completion, type CompletionDelta, type ProviderResponse } from 'byom/sdk';
import { notAnAnswer } from './answer-head.js';
import { ConverseAssembly } from './converse-assembly.js';
import { converseError } from './converse-error.js';
import { eventFrames, type EventFrame } from './event-frames.js';
import { fromConverse } from './from-converse.js';
import { isRecord } from './is-record.js';

/** Reads a streamed answer to its end, telling each piece; one that ends before its stop reason is no answer. */
export async function readConverseStream(
  response: ProviderResponse,
  onDelta: ((delta: CompletionDelta) => void) | undefined,
): Promise<Completion> {
  const assembly = new ConverseAssembly(response, onDelta);
  try {
    for await (const frame of eventFrames(response)) {
      if (frame.messageType !== 'event') throw converseError(payloadOf(frame), response, frame.name);
      assembly.take(frame.name, eventOf(frame, response));
    }
  } catch (failure) {
    if (!assembly.complete || (ByomError.is(failure) && failure.code === 'CANCELLED')) throw failure;
  }
  if (!assembly.complete) throw notAnAnswer('The answer ended before it was whole.', response);
  return fromConverse(assembly.answer(), response);
}

function payloadOf({ payload }: EventFrame): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    // The cause would quote the payload.
    return undefined;
  }
}

function eventOf(frame: EventFrame, response: ProviderResponse): Readonly<Record<string, unknown>> {
  const event = payloadOf(frame);
  if (!isRecord(event)) throw notAnAnswer('The provider streamed something that is no event.', response);
  return event;
}
