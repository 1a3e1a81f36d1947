import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
} from 'graphql';

/** What a schema lacks of a contract, or has otherwise: one line each, none where it holds the contract. */
export function contractDifferences(contract: GraphQLSchema, schema: GraphQLSchema): string[] {
  const differences: string[] = [];
  const note = (line: string) => differences.push(line);
  for (const promised of Object.values(contract.getTypeMap())) {
    if (promised.name.startsWith('__')) continue;
    const type = schema.getType(promised.name);
    if (!type) {
      note(`${promised.name} is missing`);
    } else if (isScalarType(promised)) {
      if (!isScalarType(type)) note(`${promised.name} is no scalar`);
    } else if (isEnumType(promised)) {
      for (const { name } of promised.getValues()) {
        if (!isEnumType(type) || !type.getValue(name)) note(`${promised.name}.${name} is missing`);
      }
    } else if (isInputObjectType(promised)) {
      if (!isInputObjectType(type)) note(`${promised.name} is no input`);
      else inputs(promised.name, Object.values(promised.getFields()), Object.values(type.getFields()), note);
    } else if (isObjectType(promised) || isInterfaceType(promised)) {
      for (const field of Object.values(promised.getFields())) {
        const place = `${promised.name}.${field.name}`;
        const actual = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name] : undefined;
        if (!actual) note(`${place} is missing`);
        else {
          if (String(actual.type) !== String(field.type))
            note(`${place} is ${String(actual.type)}, not ${String(field.type)}`);
          inputs(place, field.args, actual.args, note);
        }
      }
    } else {
      note(`${promised.name} is of a kind that is not compared`);
    }
  }
  return differences;
}

type Input = GraphQLArgument | GraphQLInputField;

function inputs(
  place: string,
  promised: readonly Input[],
  actual: readonly Input[],
  note: (line: string) => void,
): void {
  for (const input of promised) {
    const found = actual.find(({ name }) => name === input.name);
    if (!found) note(`${place}(${input.name}) is missing`);
    else {
      if (String(found.type) !== String(input.type))
        note(`${place}(${input.name}) is ${String(found.type)}, not ${String(input.type)}`);
      if (!sameDefault(found, input)) note(`${place}(${input.name}) has another default`);
    }
  }
  for (const added of actual) {
    const required = String(added.type).endsWith('!') && added.defaultValue === undefined;
    if (required && !promised.some(({ name }) => name === added.name)) note(`${place}(${added.name}) is required`);
  }
}

/** Enum members have other values behind them, so defaults are compared as they are written. */
function sameDefault(a: Input, b: Input): boolean {
  const written = ({ defaultValue }: Input) =>
    defaultValue === undefined ? undefined : JSON.stringify(defaultValue).toUpperCase().replaceAll('-', '_');
  return written(a) === written(b);
}
