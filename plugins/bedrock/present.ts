import type { JsonObject, JsonValue } from 'byom/sdk';

/** Without the fields that have no value. */
export const present = (fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JsonObject;
