import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { createHash } from 'node:crypto';
import { ByomError } from '../sdk/index.js';
import { documentLimits } from './document-limits.js';
import { scanDocument } from './scan-document.js';

/** Of all documents that are kept; a document takes some hundred bytes for each. */
const mostTokens = 50_000;
const mostErrors = 20;

export type CheckedDocument =
  { readonly document: DocumentNode } | { readonly errors: readonly (GraphQLError | ByomError)[] };

interface Kept {
  readonly document: DocumentNode;
  readonly tokens: number;
}

/** Parses and validates documents, each once: what is cheap to refuse before what is not. */
export class DocumentCache {
  readonly #kept = new Map<string, Kept>();
  #tokens = 0;
  readonly #rules: readonly ValidationRule[];

  constructor(
    private readonly schema: GraphQLSchema,
    rules: readonly ValidationRule[],
  ) {
    this.#rules = [...specifiedRules, ...rules];
  }

  check(query: string): CheckedDocument {
    const key = createHash('sha256').update(query).digest('hex');
    const former = this.#kept.get(key);
    if (former) return former;
    try {
      const tokens = scanDocument(query);
      const document = parse(query);
      const errors = this.#errorsIn(document);
      if (errors.length > 0) return { errors: errors.map(asValidationError) };
      this.#keep(key, { document, tokens });
      return { document };
    } catch (error) {
      if (ByomError.is(error)) return { errors: [error] };
      // A rule may fail where another would have told why.
      if (error instanceof GraphQLError) return { errors: [asValidationError(error)] };
      throw error;
    }
  }

  /** For Apollo, which asks for a document by the SHA-256 of its text. */
  async get(key: string): Promise<DocumentNode | undefined> {
    return this.#kept.get(key.slice(key.lastIndexOf(':') + 1))?.document;
  }

  /** What Apollo would keep was checked before it. */
  async set(): Promise<void> {}

  async delete(): Promise<void> {}

  #errorsIn(document: DocumentNode): readonly GraphQLError[] {
    // Some of GraphQL's own rules compare every field with every other.
    const beyond = validate(this.schema, document, [documentLimits], { maxErrors: mostErrors });
    return beyond.length > 0 ? beyond : validate(this.schema, document, this.#rules, { maxErrors: mostErrors });
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.set(key, kept);
    this.#tokens += kept.tokens;
    for (const [oldest, { tokens }] of this.#kept) {
      if (this.#tokens <= mostTokens) break;
      this.#kept.delete(oldest);
      this.#tokens -= tokens;
    }
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
