import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import { shownName } from './shown-name.js';

/**
 * Says which variable is wrong, and where, by names of the schema alone. The place is read from graphql-js's message,
 * which also holds the value: so it is taken for a place only if it leads somewhere in the variable's type.
 */
export function variableFault(node: VariableDefinitionNode, message: string, schema: GraphQLSchema): string {
  const name = node.variable.name.value;
  const type = typeFromAST(schema, node.type as never) as GraphQLInputType | undefined;
  const variable = `Variable $${shownName(name)}`;
  if (!type || !isInputType(type)) return `${variable} is of no input type.`;
  if (message.includes(`Variable "$${name}" of required type`)) return `${variable} is required.`;
  if (message.startsWith(`Variable "$${name}" of non-null type`)) return `${variable} must not be null.`;

  const places = [...message.matchAll(/ at "(\w+(?:\.\w+|\[\d+\])*)"; /g)].map(([, place]) => place!);
  const path = places.findLast((each) => typeAt(type, each, name) !== undefined) ?? name;
  const found = typeAt(type, path, name) ?? type;
  const place = shownName(name) + path.slice(name.length);
  const named = getNamedType(found);
  if (isInputObjectType(named) && message.includes(` is not defined by type "${named.name}"`)) {
    return `${place} has a field that ${named.name} does not have; it has ${Object.keys(named.getFields()).join(', ')}.`;
  }
  const missing = /; Field "(\w+)" of required type "[\w![\]]+" was not provided\.$/.exec(message)?.[1];
  if (missing && isInputObjectType(named) && missing in named.getFields()) return `${place}.${missing} is required.`;
  if (isEnumType(named)) {
    return `${place} is none of ${named
      .getValues()
      .map((value) => value.name)
      .join(', ')}.`;
  }
  return `${place} is not of type ${String(found)}.`;
}

function typeAt(variable: GraphQLInputType, place: string, name: string): GraphQLInputType | undefined {
  const steps = place.match(/\w+|\[\d+\]/g) ?? [];
  if (steps[0] !== name) return undefined;
  let type: GraphQLInputType | undefined = variable;
  for (const step of steps.slice(1)) {
    const open: GraphQLInputType | null = type ? getNullableType(type) : null;
    if (step.startsWith('[')) type = isListType(open) ? open.ofType : undefined;
    else type = isInputObjectType(open) ? open.getFields()[step]?.type : undefined;
    if (!type) return undefined;
  }
  return type;
}
