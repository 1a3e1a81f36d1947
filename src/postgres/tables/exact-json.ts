import { customType } from 'drizzle-orm/pg-core';

/**
 * JSON that comes back exactly as it went in. The type `json` keeps the text as written, escapes of NUL and of lone
 * surrogates and the order of keys included, all of which `jsonb` and `text` refuse or change.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what the column holds
export function exactJson<T>(name: string) {
  const column = customType<{ data: T; driverData: unknown }>({
    dataType: () => 'json',
    toDriver: (value: T) => JSON.stringify(value),
    fromDriver: (value) => value as T,
  });
  return column(name);
}
