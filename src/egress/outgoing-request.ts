/** What will be sent, to the byte. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  /** Lower case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}
