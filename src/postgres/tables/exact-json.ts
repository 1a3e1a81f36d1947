import { customType } from 'drizzle-orm/pg-core';
import type { JsonValue } from '../../sdk/index.js';

/**
 * JSON that comes back exactly as it went in. The type `json` keeps the text as written, escapes of NUL and of lone
 * surrogates and the order of keys included, all of which `jsonb` and `text` refuse or change.
 */
export const exactJson = <T = JsonValue>(name: string) =>
  customType<{ data: T; driverData: unknown }>({
    dataType: () => 'json',
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (value) => value as T,
  })(name);
