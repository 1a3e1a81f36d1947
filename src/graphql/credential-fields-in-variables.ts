import { getNamedType, GraphQLError, isInputObjectType, Kind, visit, type ASTNode, type ValidationRule } from 'graphql';

/** Fields of a credential may be secret as its key is: like a `Secret`, their texts come in variables or not at all. */
export const credentialFieldsInVariables: ValidationRule = (context) => {
  const written = new Set<string>();
  const used = new Map<string, ASTNode>();
  const refuse = (node: ASTNode) => {
    const message = "A Secret is accepted only in a variable, never in the document's text: so are `fields`.";
    context.reportError(new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } }));
  };
  return {
    VariableDefinition({ variable, defaultValue }) {
      if (defaultValue && holdsText(defaultValue)) written.add(variable.name.value);
    },
    ObjectField({ name, value }) {
      if (name.value !== 'fields' || !takesSecrets(context.getParentInputType())) return;
      if (value.kind === Kind.VARIABLE) used.set(value.name.value, value);
      else if (holdsText(value)) refuse(value);
    },
    Document: {
      leave() {
        for (const [name, node] of used) if (written.has(name)) refuse(node);
      },
    },
  };
};

/** Every input that a key is given in, whatever it is called: those that are added later are covered as well. */
function takesSecrets(input: Parameters<typeof getNamedType>[0]): boolean {
  const type = getNamedType(input);
  if (!isInputObjectType(type)) return false;
  return Object.values(type.getFields()).some((field) => getNamedType(field.type).name === 'Secret');
}

function holdsText(node: ASTNode): boolean {
  let found = false;
  visit(node, { [Kind.STRING]: () => void (found = true) });
  return found;
}
