import { getNamedType, isInputObjectType, isIntrospectionType, isObjectType, type GraphQLSchema } from 'graphql';

/** Every field, argument and field of an input in a schema. */
export function placesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const places = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    if (isInputObjectType(type)) {
      for (const name of Object.keys(type.getFields())) places.add(`${type.name}.${name}`);
    } else if (isObjectType(getNamedType(type))) {
      for (const field of Object.values(
        (type as Parameters<typeof Object.values>[0] & { getFields(): object }).getFields(),
      )) {
        const { name, args } = field as { name: string; args: readonly { name: string }[] };
        places.add(`${type.name}.${name}`);
        for (const arg of args) places.add(`${type.name}.${name}(${arg.name})`);
      }
    }
  }
  return places;
}
