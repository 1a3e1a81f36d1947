import { NoSchemaIntrospectionCustomRule, type ValidationRule } from 'graphql';
import { credentialFieldsInVariables } from '../graphql/credential-fields-in-variables.js';
import { documentLimits } from './document-limits.js';

/** What a document is held to beside the rules of GraphQL, however it comes. */
export const validationRules = (introspection: boolean): readonly ValidationRule[] => [
  credentialFieldsInVariables,
  documentLimits,
  ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
];
