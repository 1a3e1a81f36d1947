import { getOperationAST, Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { ByomError } from '../sdk/index.js';
import { limits } from './limits.js';
import { operationCost } from './operation-cost.js';

/** Documents whose cost no variable changes, and the operations of them that were found cheap enough. */
const fixed = new WeakMap<DocumentNode, Map<string, boolean>>();

/** Fails with QUERY_TOO_COMPLEX where an operation asks for more objects than it may. */
export function checkCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): void {
  let known = fixed.get(document);
  if (known === undefined) fixed.set(document, (known = new Map()));
  const name = operationName ?? '';
  const cheap = known.get(name);
  if (cheap === true) return;
  const operation = getOperationAST(document, operationName);
  if (!operation) return;
  if (operationCost(schema, document, operation, variables ?? {}) > limits.cost) {
    throw new ByomError('QUERY_TOO_COMPLEX', `The operation asks for too much at once: make its pages smaller.`);
  }
  if (cheap === undefined) known.set(name, !pagesByVariable(document));
}

function pagesByVariable(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Argument: ({ name, value }) => void (found ||= name.value === 'first' && value.kind === Kind.VARIABLE),
  });
  return found;
}
