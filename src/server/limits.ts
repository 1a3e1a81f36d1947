/** What one request may weigh. */
export const limits = {
  /** Bytes of a body; a dataset is at most so large. */
  bodyBytes: 16 * 1024 * 1024,
  /** Of a document; what is long belongs into variables. */
  documentTokens: 4_000,
} as const;
