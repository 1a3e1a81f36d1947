import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import type { DependencyContainer } from 'tsyringe';
import { buildSchemaSync, type ContainerType, type PubSub } from 'type-graphql';
import { AuditResolver } from '../access/audit.resolver.js';
import { TenantResolver } from '../access/tenant.resolver.js';
import { TokenResolver } from '../access/token.resolver.js';
import { AliasResolver } from '../aliases/alias.resolver.js';
import { SpendingBudgetResolver } from '../budgets/spending-budget.resolver.js';
import { ModelResolver } from '../capabilities/model.resolver.js';
import { PluginResolver } from '../capabilities/plugin.resolver.js';
import { ProviderResolver } from '../capabilities/provider.resolver.js';
import { CredentialResolver } from '../custody/credential.resolver.js';
import { KeyRotationResolver } from '../custody/key-rotation.resolver.js';
import { LearnedFactResolver } from '../custody/learned-fact.resolver.js';
import { ViewerResolver } from '../custody/viewer.resolver.js';
import { DatasetDetailsResolver } from '../data/dataset-details.resolver.js';
import { DatasetResolver } from '../data/dataset.resolver.js';
import { ExampleResolver } from '../data/example.resolver.js';
import { AdaptationResolver } from '../generation/adaptation.resolver.js';
import { GenerationResolver } from '../generation/generation.resolver.js';
import { RateLimitResolver } from '../limits/rate-limit.resolver.js';
import { OptimizationAccountsResolver } from '../optimization/optimization-accounts.resolver.js';
import { OptimizationDetailsResolver } from '../optimization/optimization-details.resolver.js';
import { OptimizationEventResolver } from '../optimization/optimization-event.resolver.js';
import { OptimizationKindsResolver } from '../optimization/optimization-kinds.resolver.js';
import { OptimizationLifeResolver } from '../optimization/optimization-life.resolver.js';
import { OptimizationResolver } from '../optimization/optimization.resolver.js';
import { PromptLineageResolver } from '../prompts/prompt-lineage.resolver.js';
import { PromptResolver } from '../prompts/prompt.resolver.js';
import { UsageResolver } from '../usage/usage.resolver.js';
import { boundedLists } from './bounded-lists.js';
import { DatasetExpiryResolver } from '../retention/dataset-expiry.resolver.js';
import { RetentionResolver } from '../retention/retention.resolver.js';
import { dropNulls } from './drop-nulls.js';
import { roundFloats } from './round-floats.js';
import { withScopes } from './with-scopes.js';

const resolvers = [
  ProviderResolver,
  PluginResolver,
  ModelResolver,
  GenerationResolver,
  AdaptationResolver,
  ViewerResolver,
  CredentialResolver,
  LearnedFactResolver,
  KeyRotationResolver,
  AliasResolver,
  DatasetResolver,
  DatasetDetailsResolver,
  ExampleResolver,
  PromptResolver,
  PromptLineageResolver,
  OptimizationResolver,
  OptimizationKindsResolver,
  OptimizationLifeResolver,
  OptimizationAccountsResolver,
  OptimizationDetailsResolver,
  OptimizationEventResolver,
  UsageResolver,
  RetentionResolver,
  DatasetExpiryResolver,
  RateLimitResolver,
  SpendingBudgetResolver,
  TokenResolver,
  TenantResolver,
  AuditResolver,
] as const;

/** type-graphql asks for one even where every subscription brings its own source. */
const noPubSub: PubSub = {
  publish() {
    throw new Error('Subscriptions bring their own sources.');
  },
  subscribe() {
    throw new Error('Subscriptions bring their own sources.');
  },
};

/** The executable schema; its resolvers come from `container`, one of each. */
export function createSchema(container: Pick<DependencyContainer, 'resolve'>): GraphQLSchema {
  const made = new Map<unknown, unknown>();
  const singletons: ContainerType = {
    get(someClass: new (...args: never[]) => unknown) {
      let instance = made.get(someClass);
      if (!instance) made.set(someClass, (instance = container.resolve(someClass)));
      return instance;
    },
  };
  const schema = buildSchemaSync({
    resolvers: [...resolvers],
    container: singletons,
    pubSub: noPubSub,
    validate: false,
  });
  return withScopes(boundedLists(roundFloats(dropNulls(schema))));
}
