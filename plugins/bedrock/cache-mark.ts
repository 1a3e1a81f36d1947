import type { JsonObject } from 'byom/sdk';

/** Where a prefix worth keeping ends. */
export const cacheMark = (cache: boolean | undefined): JsonObject[] =>
  cache === true ? [{ cachePoint: { type: 'default' } }] : [];
