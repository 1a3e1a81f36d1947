import { getNamedType, GraphQLError, Kind, visit, type ASTNode, type ValidationRule } from 'graphql';

const inputs = new Set(['AddCredentialInput', 'CredentialInput']);

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
      const input = getNamedType(context.getParentInputType());
      if (name.value !== 'fields' || !input || !inputs.has(input.name)) return;
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

function holdsText(node: ASTNode): boolean {
  let found = false;
  visit(node, { [Kind.STRING]: () => void (found = true) });
  return found;
}
