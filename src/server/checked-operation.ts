import { getOperationAST, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import { ByomError } from '../sdk/index.js';
import { checkCost } from './check-cost.js';
import type { DocumentCache } from './document-cache.js';

export interface AskedOperation {
  readonly query?: unknown;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** What is asked for, held to every limit, however it comes. */
export function checkedOperation(
  schema: GraphQLSchema,
  documents: DocumentCache,
  { query, operationName, variables }: AskedOperation,
): { readonly document: DocumentNode } | { readonly errors: readonly (GraphQLError | ByomError)[] } {
  if (typeof query !== 'string') return { errors: [new ByomError('BAD_USER_INPUT', 'A request has a `query`.')] };
  const checked = documents.check(query);
  if ('errors' in checked) return checked;
  if (!getOperationAST(checked.document, operationName)) {
    return { errors: [new ByomError('BAD_USER_INPUT', 'The document has no operation of this name.')] };
  }
  try {
    checkCost(schema, checked.document, operationName, variables);
  } catch (error) {
    if (ByomError.is(error)) return { errors: [error] };
    throw error;
  }
  return checked;
}
