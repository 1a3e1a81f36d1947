import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { ByomError, nestsTooDeep } from '../../sdk/index.js';

type Cleaner = (value: unknown) => unknown;
type Arguments = Record<string, unknown>;

const isJson = (type: GraphQLInputType): boolean => ['JSON', 'JSONObject'].includes(getNamedType(type).name);
/** In these null is a value like any other. */
const nullIsAValue = (type: GraphQLInputType): boolean => isScalarType(type) && type.name === 'JSON';

/**
 * Makes every resolver see an argument that is null as left out, with its default: GraphQL tells the two apart and the
 * domain does not. What a list of an enum's values says a million times it says once. Numbers beyond what JSON can write (`1e999` as a literal) are refused here too, and JSON too deep to be written.
 */
export function dropNulls(schema: GraphQLSchema): GraphQLSchema {
  const cleaners = new Map<GraphQLInputType, Cleaner | undefined>();
  const types = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const others = Object.values(schema.getTypeMap()).filter((type) => 'getFields' in type && !isInputObjectType(type));
  for (const type of new Set([...types, ...others])) {
    if (!type || !('getFields' in type) || isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!('args' in field) || field.args.length === 0) continue;
      const clean = (args: Arguments) => cleanFields(args, field.args, cleaners);
      const { resolve, subscribe } = field;
      if (resolve) field.resolve = (source, args, context, info) => resolve(source, clean(args), context, info);
      if (subscribe) field.subscribe = (source, args, context, info) => subscribe(source, clean(args), context, info);
    }
  }
  return schema;
}

function cleanFields(
  values: Arguments,
  fields: readonly (GraphQLArgument | GraphQLInputField)[],
  cleaners: Map<GraphQLInputType, Cleaner | undefined>,
): Arguments {
  const cleaned: Arguments = {};
  for (const { name, type, defaultValue } of fields) {
    let value = values[name];
    if (value === null && !nullIsAValue(type)) value = defaultValue;
    if (value === undefined) continue;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new ByomError('BAD_USER_INPUT', `${name} is not a finite number.`);
    }
    if (isJson(type) && nestsTooDeep(value)) throw new ByomError('BAD_USER_INPUT', `${name} nests too deep.`);
    const clean = value === null ? undefined : cleanerOf(type, cleaners);
    cleaned[name] = clean ? clean(value) : value;
  }
  return cleaned;
}

function cleanerOf(type: GraphQLInputType, cleaners: Map<GraphQLInputType, Cleaner | undefined>): Cleaner | undefined {
  if (isNonNullType(type)) return cleanerOf(type.ofType, cleaners);
  if (cleaners.has(type)) return cleaners.get(type);
  let cleaner: Cleaner | undefined;
  if (isListType(type)) {
    const item = cleanerOf(type.ofType, cleaners);
    if (isEnumType(getNullableType(type.ofType))) cleaner = (value) => [...new Set(value as unknown[])];
    else cleaner = item && ((value) => (value as unknown[]).map(item));
  } else if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    cleaner = (value) => cleanFields(value as Arguments, fields, cleaners);
  }
  cleaners.set(type, cleaner);
  return cleaner;
}
