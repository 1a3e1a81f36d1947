import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { ByomError } from '../sdk/index.js';
import { checkCost } from './check-cost.js';

/** Holds plain requests to the cost that an operation may have. */
export function costLimit(schema: GraphQLSchema): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ document, request }) {
          try {
            checkCost(schema, document, request.operationName, request.variables);
          } catch (error) {
            // What is wrong with a variable is told when it is read.
            if (ByomError.is(error)) throw new GraphQLError(error.message, { originalError: error });
          }
          return Promise.resolve();
        },
      }),
  };
}
