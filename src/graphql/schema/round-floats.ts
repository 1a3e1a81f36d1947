import { defaultFieldResolver, getNamedType, isObjectType, type GraphQLSchema } from 'graphql';

/** Significant digits: more than any price or count needs, fewer than sums of binary fractions get wrong. */
const DIGITS = 12;

const rounded = (value: unknown): unknown =>
  typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value)
    ? Number(value.toPrecision(DIGITS))
    : value;

/** Shows 0.3 where a sum of dollars came to 0.30000000000000004. */
export function roundFloats(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (getNamedType(field.type).name !== 'Float') continue;
      const { resolve = defaultFieldResolver } = field;
      field.resolve = (source, args, context, info) => {
        const value: unknown = resolve(source, args, context, info);
        return value instanceof Promise ? value.then(rounded) : rounded(value);
      };
    }
  }
  return schema;
}
