import type { JsonObject } from '../sdk/index.js';
import { objectOf } from './content-of.js';
import { protocolError } from './protocol-error.js';

/** The data of a stream's event as a JSON object; PROVIDER_PROTOCOL where it is none. */
export function parsedEvent(data: string): JsonObject {
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
