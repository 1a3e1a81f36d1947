/** What the model needs back with a call that it made: its own id, and the signature of the thought behind it. */
export interface CallId {
  readonly id: string;
  readonly signature?: string;
}

/** Neither an id nor a signature, which is base64, holds one. */
const separator = '~';

/** A uniform call id that holds the signature too, so that whoever gives the id back gives both. */
export const toCallId = ({ id, signature }: CallId): string =>
  signature === undefined ? id : `${id}${separator}${signature}`;

export function fromCallId(callId: string): CallId {
  const at = callId.indexOf(separator);
  return at === -1 ? { id: callId } : { id: callId.slice(0, at), signature: callId.slice(at + 1) };
}
