import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { limits } from './limits.js';

const mostDocuments = 500;

export type CheckedDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/** Parses and validates documents under the same limits as Apollo does, each once. */
export class DocumentCache {
  readonly #checked = new Map<string, CheckedDocument>();

  readonly #rules: readonly ValidationRule[];

  constructor(
    private readonly schema: GraphQLSchema,
    rules: readonly ValidationRule[],
  ) {
    this.#rules = [...specifiedRules, ...rules];
  }

  check(query: string): CheckedDocument {
    const former = this.#checked.get(query);
    if (former) return former;
    const checked = this.#check(query);
    if ('document' in checked) {
      if (this.#checked.size >= mostDocuments) this.#checked.delete(this.#checked.keys().next().value!);
      this.#checked.set(query, checked);
    }
    return checked;
  }

  #check(query: string): CheckedDocument {
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: limits.documentTokens });
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
    const errors = validate(this.schema, document, this.#rules, { maxErrors: 20 }).map(asValidationError);
    return errors.length > 0 ? { errors } : { document };
  }
}

/** Marked as Apollo marks its own, so that both are told to clients alike. */
function asValidationError(error: GraphQLError): GraphQLError {
  const code = error.extensions.code ?? 'GRAPHQL_VALIDATION_FAILED';
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    originalError: error.originalError,
    extensions: { ...error.extensions, code },
  });
}
