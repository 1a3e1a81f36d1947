const placeholder = /\{([a-zA-Z][\w-]*)\}/g;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** The credential's fields that a base URL has a place for. */
export const baseUrlFields = (baseUrl: string): readonly string[] =>
  [...baseUrl.matchAll(placeholder)].map(([, name]) => name!);

/** A base URL with its places filled in. `missing` is called with the field that is not there or no part of a host name. */
export const filledBaseUrl = (
  baseUrl: string,
  fields: Readonly<Record<string, string>>,
  missing: (field: string) => string,
): string =>
  baseUrl.replaceAll(placeholder, (_, name: string) => {
    const value = Object.hasOwn(fields, name) ? fields[name]! : '';
    return label.test(value) ? value : missing(name);
  });
