type WithoutNulls<T> = { [K in keyof T]: Exclude<T[K], null> };

/** Columns that hold nothing are properties that are not there. */
export function withoutNulls<T extends object>(row: T): WithoutNulls<T> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as WithoutNulls<T>;
}
