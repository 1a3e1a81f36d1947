import { Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { getComplexity, simpleEstimator, type ComplexityEstimator } from 'graphql-query-complexity';
import { ByomError } from '../sdk/index.js';
import { limits } from './limits.js';

/** A list that has no `first` is short by nature. */
const SHORT_LIST = 10;

/** A page counts as many times as it has items; what is in none counts once. */
const pages: ComplexityEstimator = ({ args, field, childComplexity }) => {
  if (typeof args['first'] === 'number') return 1 + Math.max(0, args['first']) * childComplexity;
  // The lists within a page are counted by it.
  if (field.name === 'nodes' || field.name === 'edges' || !String(field.type).includes('[')) return undefined;
  return 1 + SHORT_LIST * childComplexity;
};
const estimators = [pages, simpleEstimator({ defaultComplexity: 1 })];

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
  const cost = getComplexity({
    schema,
    query: document,
    estimators,
    ...(operationName ? { operationName } : {}),
    variables: { ...variables },
  });
  if (cost > limits.cost) {
    throw new ByomError('QUERY_TOO_COMPLEX', `The operation asks for too much at once: make its pages smaller.`);
  }
  if (cheap === undefined) known.set(name, !pagesByVariable(document));
}

function pagesByVariable(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Argument: ({ name, value }) => void (found ||= name.value === 'first' && value.kind === Kind.VARIABLE),
    Directive: () => void (found = true),
  });
  return found;
}
