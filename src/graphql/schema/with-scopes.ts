import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { Scope } from '../../access/scopes.js';
import { ByomError } from '../../sdk/index.js';
import type { GraphqlContext } from '../graphql-context.js';
import { fieldScopes } from './field-scopes.js';

type Resolve = GraphQLFieldResolver<unknown, GraphqlContext>;

/** Asks each caller for the scope of a root field before the field does anything; one without a scope fails at the start. */
export function withScopes(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const scope = fieldScopes[`${type!.name}.${field.name}`];
      if (scope === undefined)
        throw new Error(`Say which scope ${type!.name}.${field.name} needs, in field-scopes.ts.`);
      const { resolve, subscribe } = field;
      // Of a subscription what begins it is asked, not each event.
      if (subscribe) field.subscribe = guarded(subscribe, scope);
      else if (resolve) field.resolve = guarded(resolve, scope);
      field.description = `${field.description ?? ''}\n\nNeeds the scope \`${scope.toUpperCase()}\`.`.trim();
    }
  }
  return schema;
}

function guarded(run: Resolve, scope: Scope): Resolve {
  return (source, args, context, info) => {
    if (context.caller.token?.scopes.includes(scope) !== true) throw forbidden(scope);
    return run(source, args, context, info);
  };
}

const forbidden = (scope: Scope) =>
  new ByomError('FORBIDDEN', `This token has not the scope ${scope.toUpperCase()}: ask for one that has.`);
