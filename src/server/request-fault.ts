import { Kind, type ASTNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { ErrorCode } from '../sdk/index.js';
import { shownName } from './shown-name.js';
import { variableFault } from './variable-fault.js';

export interface RequestFault {
  readonly code: ErrorCode;
  readonly message: string;
}

const bad = (message: string): RequestFault => ({ code: 'BAD_USER_INPUT', message });
const valueKinds: ReadonlySet<ASTNode['kind']> = new Set<ASTNode['kind']>([
  Kind.STRING,
  Kind.INT,
  Kind.FLOAT,
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
  Kind.NULL,
]);

/**
 * What a client did wrong in its document or variables, in words that hold no value of it: graphql-js prints what it
 * finds wrong, and next to a mistyped field may stand a key. Undefined where it is not the client's fault.
 */
export function requestFault(error: GraphQLError, schema: GraphQLSchema): RequestFault | undefined {
  const { message, nodes } = error;
  if (message.startsWith('Syntax Error')) return syntaxFault(error);
  if (message.startsWith('Too many errors processing variables')) return bad('Too many variables are malformed.');
  const [node] = nodes ?? [];
  if (node?.kind === Kind.VARIABLE_DEFINITION && message.startsWith('Variable "$')) {
    return bad(variableFault(node, message, schema));
  }
  const { code } = error.extensions;
  const ours = code === 'BAD_USER_INPUT' || code === 'GRAPHQL_VALIDATION_FAILED';
  if (ours && isSecretRefusal(message)) return bad(message);
  if (node && valueKinds.has(node.kind)) return bad(literalFault(message, schema));
  switch (error.extensions.code) {
    case 'GRAPHQL_VALIDATION_FAILED':
      return bad(withoutSuggestion(message));
    case 'OPERATION_RESOLUTION_FAILURE':
      return bad('The document has no operation of this name, or several and none was named.');
    case 'PERSISTED_QUERY_NOT_FOUND':
    case 'PERSISTED_QUERY_NOT_SUPPORTED':
      return bad('Send the document itself: persisted queries are not supported.');
    case 'BAD_REQUEST':
    case 'BAD_USER_INPUT':
      return bad('The request is not a GraphQL request: POST { query, variables, operationName } as JSON.');
    default:
      return undefined;
  }
}

function syntaxFault({ message, locations }: GraphQLError): RequestFault {
  if (/Document contains more that \d+ tokens/.test(message)) {
    return { code: 'QUERY_TOO_COMPLEX', message: 'The document has too many tokens; put values into variables.' };
  }
  const [at] = locations ?? [];
  return bad(`The document is no GraphQL${at ? ` from line ${at.line}, column ${at.column} on` : ''}.`);
}

const isSecretRefusal = (message: string) => /^A (Secret|ModelRef) is /.test(message);

function literalFault(message: string, schema: GraphQLSchema): string {
  const unknownField = /^Field "\w+" is not defined by type "(\w+)"/.exec(message)?.[1];
  if (unknownField && schema.getType(unknownField)) return `${unknownField} has no such field.`;
  const missing = /^Field "(\w+\.\w+)" of required type "[\w![\]]+" was not provided\.$/.exec(message)?.[1];
  if (missing) return `${missing} is required.`;
  const [, type] =
    /^Expected value of type "([\w![\]]+)"/.exec(message) ??
    /^Enum "(\w+)" cannot represent/.exec(message) ??
    /^(\w+) cannot represent/.exec(message) ??
    /does not exist in "(\w+)" enum\./.exec(message) ??
    [];
  const known = type !== undefined && schema.getType(type.replaceAll(/\W/g, '')) !== undefined;
  return known ? `A value in the document is not of type ${type}.` : 'A value in the document is not of its type.';
}

/** Of names that a client made up, which are as long as it likes. */
const longest = 300;

function withoutSuggestion(message: string): string {
  const told = withShownNames(message.replace(/ Did you mean .*$/s, ''));
  return told.length > longest ? `${told.slice(0, longest)}…` : told;
}

const withShownNames = (message: string): string =>
  message.replaceAll(/"([$@]?)([^"]*)"/g, (_, sign: string, name: string) => `"${sign}${shownName(name)}"`);
