import { registerEnumType } from 'type-graphql';

/** `json-schema` becomes `JSON_SCHEMA`, and `token.create` `TOKEN_CREATE`. */
export const enumName = (value: string): string => value.toUpperCase().replaceAll(/[-.]/g, '_');

/**
 * Registers a GraphQL enum over a union of the domain: clients see `JSON_SCHEMA`, resolvers get `json-schema`. Every
 * member needs its description, so that a new one does not compile before it is explained.
 */
export function defineEnum<Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
): Readonly<Record<string, Value>> {
  const members = Object.keys(values) as Value[];
  const enumObject = Object.fromEntries(members.map((value) => [enumName(value), value]));
  registerEnumType(enumObject, {
    name,
    description,
    valuesConfig: Object.fromEntries(members.map((value) => [enumName(value), { description: values[value] }])),
  });
  return enumObject;
}
