import { deepestNesting, ProviderError } from '../sdk/index.js';

/**
 * A value that was read of an answer with each of its texts made clean: what was escaped on the wire is plain by now. The
 * same value where nothing had to be changed. Fails with PROVIDER_PROTOCOL where it nests too deep.
 */
export function cleanValue<T>(value: T, clean: (text: string) => string, depth = 0): T {
  if (typeof value === 'string') return clean(value) as T;
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  if (depth > deepestNesting) throw tooDeep();
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => cleanValue(item, clean, depth + 1));
    return items.some((item, index) => item !== value[index]) ? (items as T) : value;
  }
  let changed = false;
  const entries = Object.entries(value).map(([name, item]: [string, unknown]) => {
    const entry = [clean(name), cleanValue(item, clean, depth + 1)] as const;
    changed ||= entry[0] !== name || entry[1] !== item;
    return entry;
  });
  return changed ? (Object.fromEntries(entries) as T) : value;
}

const isPlain = (value: object): boolean => {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const tooDeep = () => new ProviderError('PROVIDER_PROTOCOL', "The provider's answer nests too deep to be taken.");
