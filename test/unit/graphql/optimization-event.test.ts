import 'reflect-metadata';
import { expect, it } from '@jest/globals';
import type { GraphqlContext } from '../../../src/graphql/graphql-context.js';
import { OptimizationEventResolver } from '../../../src/graphql/optimization/optimization-event.resolver.js';
import type { OptimizationStore } from '../../../src/optimization/optimization-store.js';

it('an event of an optimization that was deleted while it was followed says so', async () => {
  const store = { find: () => Promise.resolve(undefined) } as unknown as OptimizationStore;
  const context = { caller: { tenant: { id: 'tenant' } } } as unknown as GraphqlContext;
  const event = { cursor: '1', kind: 'finished', at: new Date(0), optimizationId: 'gone' } as const;
  await expect(new OptimizationEventResolver(store).optimization(context, event)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});
