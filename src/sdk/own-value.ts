/** What a table says of a name that somebody else chose; undefined for those that every object inherits, `constructor` and such. */
export function ownValue<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
