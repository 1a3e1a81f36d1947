import { EventStreamCodec } from '@smithy/eventstream-codec';
import type { ProviderResponse } from 'byom/sdk';
import { notAnAnswer } from './answer-head.js';

/** One event of AWS's binary stream. */
export interface EventFrame {
  /** `event`, `exception` or `error`. */
  readonly messageType: string;
  /** The name of the event or of the exception. */
  readonly name: string;
  readonly payload: string;
}

const mostFrameBytes = 16 * 1024 * 1024;
/** Lengths, checksum of the lengths, and checksum. */
const leastFrameBytes = 16;

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)),
  (text) => new TextEncoder().encode(text),
);

/** The events of a reply, however its bytes are cut; PROVIDER_PROTOCOL where a checksum is wrong or the end is missing. */
export async function* eventFrames(response: ProviderResponse): AsyncGenerator<EventFrame, void, void> {
  let pieces: Uint8Array[] = [];
  let waiting = 0;
  let wanted = leastFrameBytes;
  for await (const bytes of response.body ?? []) {
    pieces.push(bytes);
    waiting += bytes.length;
    if (waiting < wanted) continue;
    // Joined only when a frame may be whole, so that many small pieces cost no more than a few large ones.
    let joined = Buffer.concat(pieces);
    for (wanted = lengthOf(joined, response); joined.length >= wanted; wanted = lengthOf(joined, response)) {
      yield decoded(joined.subarray(0, wanted), response);
      joined = joined.subarray(wanted);
    }
    pieces = [joined];
    waiting = joined.length;
  }
  if (waiting > 0) throw notAnAnswer('The answer ended within an event.', response);
}

/** Of the frame that begins here. */
function lengthOf(bytes: Buffer, response: ProviderResponse): number {
  if (bytes.length < 4) return leastFrameBytes;
  const length = bytes.readUInt32BE(0);
  if (length < leastFrameBytes || length > mostFrameBytes) {
    throw notAnAnswer('The provider was asked for a stream and sent something else.', response);
  }
  return length;
}

function decoded(bytes: Uint8Array, response: ProviderResponse): EventFrame {
  try {
    const { headers, body } = codec.decode(bytes);
    const text = (name: string) => {
      const value = headers[name]?.value;
      return typeof value === 'string' ? value : undefined;
    };
    const name = text(':event-type') ?? text(':exception-type') ?? text(':error-code') ?? '';
    return { messageType: text(':message-type') ?? '', name, payload: new TextDecoder().decode(body) };
  } catch {
    throw notAnAnswer('The provider streamed an event that is damaged.', response);
  }
}
