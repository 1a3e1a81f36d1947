/** The fields that say something: null, an empty list and an empty object say as much as what is left out. */
export function askedFields<T extends object>(fields: T): Partial<T> {
  const says = (value: unknown) =>
    value !== undefined && value !== null && !(typeof value === 'object' && isPlain(value) && isEmpty(value));
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => says(value))) as Partial<T>;
}

const isPlain = (value: object) => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
const isEmpty = (value: object) => Object.keys(value).length === 0;
