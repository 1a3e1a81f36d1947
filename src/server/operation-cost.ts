import {
  getNamedType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** A list that has no `first` is short by nature. */
const SHORT_LIST = 10;

/**
 * How many objects an operation asks for at the most: a page counts as many times as it has items, and what is in none
 * counts once. Each fragment is reckoned once, however often it is spread; the document is a valid one.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]),
  );
  const known = new Map<string, number>();
  return costOf(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);

  function costOf({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): number {
    let cost = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) cost += ofField(selection, type);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) cost += ofFragment(selection.name.value);
      else {
        const { typeCondition, selectionSet } = selection;
        cost += costOf(selectionSet, typeCondition ? schema.getType(typeCondition.name.value) : type);
      }
    }
    return cost;
  }

  function ofFragment(name: string): number {
    const former = known.get(name);
    if (former !== undefined) return former;
    const fragment = fragments.get(name);
    if (!fragment) return 0;
    const cost = costOf(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    known.set(name, cost);
    return cost;
  }

  function ofField(node: FieldNode, type: GraphQLNamedType | undefined): number {
    const field = fieldOf(node.name.value, type);
    if (!field || !node.selectionSet) return 1;
    const inner = costOf(node.selectionSet, getNamedType(field.type));
    const first = firstOf(field, node);
    if (first !== undefined) return 1 + Math.max(0, first) * inner;
    // The lists within a page are counted by it.
    const list = field.name !== 'nodes' && field.name !== 'edges' && String(field.type).includes('[');
    return 1 + (list ? SHORT_LIST : 1) * inner;
  }

  function firstOf({ args }: GraphQLField<unknown, unknown>, node: FieldNode): number | undefined {
    const declared = args.find(({ name }) => name === 'first');
    if (!declared) return undefined;
    const given = numberIn(node.arguments?.find(({ name }) => name.value === 'first')?.value);
    return given ?? (typeof declared.defaultValue === 'number' ? declared.defaultValue : undefined);
  }

  function numberIn(value: ArgumentNode['value'] | undefined): number | undefined {
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return undefined;
    const given = variables[value.name.value];
    return typeof given === 'number' ? given : numberIn(defaults.get(value.name.value));
  }
}

function fieldOf(name: string, type: GraphQLNamedType | undefined): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return type && 'getFields' in type
    ? ((type.getFields() as Readonly<Record<string, GraphQLField<unknown, unknown>>>)[name] ?? undefined)
    : undefined;
}
