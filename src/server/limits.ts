/** What one request may weigh. */
export const limits = {
  /** Bytes of a body; a dataset is at most so large. */
  bodyBytes: 16 * 1024 * 1024,
  /** Of all bodies that one tenant has under way. */
  bodyBytesOfTenant: 128 * 1024 * 1024,
  /** Of a document; what is long belongs into variables. */
  documentTokens: 4_000,
  documentCharacters: 100_000,
  /** Brackets of any kind within brackets. */
  nesting: 100,
  /** Fields and fragments asked for, wherever in a document. */
  selections: 1_000,
  /** Fields within fields, fragments included; introspection is not counted. */
  depth: 15,
  aliases: 30,
  directives: 50,
  /** In one document, of which a request runs one. */
  operations: 10,
  /** Root fields of one operation. */
  rootFields: 30,
  /** Objects that an operation may ask for at the most, lists by their `first`: a picker of all models fits. */
  cost: 500_000,
  /** Operations at once on one WebSocket. */
  operationsASocket: 100,
  /** Characters of what a client calls an operation on a WebSocket. */
  operationId: 256,
  /** Bytes of a WebSocket's message from who has not said who it is. */
  unknownBytes: 16 * 1024,
  /** Bytes that wait for a WebSocket's client to read them, beyond which it is let go. */
  unreadBytes: 32 * 1024 * 1024,
  /** Milliseconds for a whole request to arrive. */
  requestMs: 60_000,
  /** Requests under way at once, beyond which others are turned away. */
  requests: 2_000,
} as const;
