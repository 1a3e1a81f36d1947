import 'reflect-metadata';
import type { KeyObject } from 'node:crypto';
import type { DependencyContainer } from 'tsyringe';
import { Authenticator } from '../access/authenticator.js';
import { CallLimits } from '../calls/limits/call-limits.js';
import type { LimitValues } from '../calls/limits/rate-limit.js';
import { LearnedFacts } from '../catalogue/learned-facts.js';
import { AllowedEndpoints } from '../egress/allowed-endpoints.js';
import { EndpointPolicy } from '../egress/endpoint-policy.js';
import { GuardedEgress } from '../egress/guarded-egress.js';
import { storeTokens } from '../graphql/store-tokens.js';
import type { JobQueue } from '../jobs/job-queue.js';
import { independentContainer } from '../plugin-loader/independent-container.js';
import type { PluginReloader } from '../plugin-loader/plugin-reloader.js';
import type { ProviderRegistry } from '../plugin-loader/provider-registry.js';
import type { RetentionPeriods } from '../retention/retention-periods.js';
import { CodeSandboxes } from '../sandbox/code-sandboxes.js';
import type { Clock, Logger } from '../sdk/index.js';
import { AddCredential } from '../use-cases/add-credential.js';
import { AppendExamples } from '../use-cases/append-examples.js';
import { Authenticate } from '../use-cases/authenticate.js';
import { CancelOptimization } from '../use-cases/cancel-optimization.js';
import { CreateDataset } from '../use-cases/create-dataset.js';
import { DeleteDataset } from '../use-cases/delete-dataset.js';
import { DeleteOptimization } from '../use-cases/delete-optimization.js';
import { DeletePrompt } from '../use-cases/delete-prompt.js';
import { Evaluate } from '../use-cases/evaluate.js';
import { FindModel } from '../use-cases/find-model.js';
import { FindTarget } from '../use-cases/find-target.js';
import { ForgetAnswers } from '../use-cases/forget-answers.js';
import { ForgetLearnedFacts } from '../use-cases/forget-learned-facts.js';
import { Generate } from '../use-cases/generate.js';
import { GenerationStreams } from '../use-cases/generation-streams.js';
import { OncePerKey } from '../use-cases/idempotency/once-per-key.js';
import { RequestDigest } from '../use-cases/idempotency/request-digest.js';
import { ImportExamples } from '../use-cases/import-examples.js';
import { IssueToken } from '../use-cases/issue-token.js';
import { LearnModel } from '../use-cases/learn-model.js';
import { ListCredentials } from '../use-cases/list-credentials.js';
import { ListModels } from '../use-cases/list-models.js';
import { MakeCall } from '../use-cases/make-call.js';
import { ManageRateLimits } from '../use-cases/manage-rate-limits.js';
import { ManageSpendingBudgets } from '../use-cases/manage-spending-budgets.js';
import { ManageRetention } from '../use-cases/manage-retention.js';
import { ManageTenants } from '../use-cases/manage-tenants.js';
import { ManageTokens } from '../use-cases/manage-tokens.js';
import { OptimizeModel } from '../use-cases/optimize-model.js';
import { OptimizePrompt } from '../use-cases/optimize-prompt.js';
import { PauseOptimization } from '../use-cases/pause-optimization.js';
import { PortPrompt } from '../use-cases/port-prompt.js';
import { PreviewRequest } from '../use-cases/preview-request.js';
import { ProbeModel } from '../use-cases/probe-model.js';
import { ReloadPlugins } from '../use-cases/reload-plugins.js';
import { RemoveAlias } from '../use-cases/remove-alias.js';
import { RemoveCredential } from '../use-cases/remove-credential.js';
import { ReportUsage } from '../use-cases/report-usage.js';
import { ResolveCredential } from '../use-cases/resolve-credential.js';
import { ResumeOptimization } from '../use-cases/resume-optimization.js';
import { RotateCredential } from '../use-cases/rotate-credential.js';
import { RotateKeys } from '../use-cases/rotate-keys.js';
import { RunCredentials } from '../use-cases/optimization/run-credentials.js';
import { RunOptimization } from '../use-cases/run-optimization.js';
import { RunPrompt } from '../use-cases/run-prompt.js';
import { SavePrompt } from '../use-cases/save-prompt.js';
import { SetAlias } from '../use-cases/set-alias.js';
import { SetPromptLabel } from '../use-cases/set-prompt-label.js';
import { ShowModel } from '../use-cases/show-model.js';
import { SweepExpired } from '../use-cases/sweep-expired.js';
import { VerifyCredential } from '../use-cases/verify-credential.js';
import { StartOptimization } from '../use-cases/optimization/start-optimization.js';
import { CachedCredentialStore } from '../vault/cached-credential-store.js';
import { CredentialVault } from '../vault/credential-vault.js';
import type { DataKeys } from '../vault/data-keys.js';
import type { KeyRing } from '../vault/key-ring.js';
import { TenantSecret } from '../vault/tenant-secret.js';
import { localDefaults } from './local-defaults.js';
import type { Stores } from './open-stores.js';

export interface Foundation {
  readonly stores: Stores;
  readonly queue: JobQueue;
  readonly dataKeys: DataKeys;
  readonly keyRing: KeyRing;
  readonly tokenKey: KeyObject;
  readonly registry: ProviderRegistry;
  readonly pluginReloader: PluginReloader;
  /** Origins and networks beside public ones; undefined where the operator says nothing. */
  readonly allowEndpoints: readonly string[] | undefined;
  /** The ceiling of tenants that have none of their own. */
  readonly ofEveryTenant?: LimitValues | undefined;
  /** The longest for which things are kept. */
  readonly retention: RetentionPeriods;
  /** Whether users' own code may run. */
  readonly codeMetrics: boolean;
  /** How long what is under way may take when the server ends. */
  readonly drainMs: number;
  readonly logger: Logger;
  readonly clock: Clock;
}

export interface Composition {
  /** Resolves the resolvers. */
  readonly container: DependencyContainer;
  readonly authenticator: Authenticator;
  readonly authenticate: Authenticate;
  readonly endpoints: EndpointPolicy;
  readonly runOptimization: RunOptimization;
  readonly streams: GenerationStreams;
  readonly sweepExpired: SweepExpired;
  readonly sandboxes: CodeSandboxes;
  readonly limits: CallLimits;
}

/** Introduces everybody to everybody: the one place where implementations are chosen. */
export function compose({ stores, queue, registry, logger, clock, ...given }: Foundation): Composition {
  const { access, audit, aliases, ledger, datasets, prompts, optimizations, idempotency } = stores;
  const credentials = new CachedCredentialStore(stores.credentials, clock);
  const vault = new CredentialVault(credentials, given.dataKeys);
  const { allowEndpoints } = given;
  const allowed = allowEndpoints
    ? new AllowedEndpoints(allowEndpoints)
    : new AllowedEndpoints([], localDefaults(registry, access));
  const endpoints = new EndpointPolicy(allowed);
  const egress = new GuardedEgress(endpoints, TenantSecret.is);

  const authenticator = new Authenticator(access, given.tokenKey, clock);
  const issueToken = new IssueToken({ access, key: given.tokenKey });
  const findModel = new FindModel({ registry });
  const findTarget = new FindTarget({ findModel, aliases });
  const resolveCredential = new ResolveCredential({ credentials, vault, endpoints });
  const runCredentials = new RunCredentials({ credentials, vault, resolveCredential });
  const probeModel = new ProbeModel({ egress, clock });
  const learnedFacts = new LearnedFacts(stores.learnedFacts, clock);
  const learnModel = new LearnModel({ learnedFacts, credentials, clock, logger });
  const limits = new CallLimits({ store: stores.limits, logger, ofEveryTenant: given.ofEveryTenant });
  const makeCall = new MakeCall({ ledger, limits, egress, credentials, probeModel, learnModel, clock, logger });
  const streams = new GenerationStreams();
  const digest = new RequestDigest(given.tokenKey);
  const oncePerKey = new OncePerKey({ idempotency, ledger, digest, logger });
  const generate = new Generate({ findTarget, resolveCredential, makeCall, oncePerKey, streams });

  const sandboxes = new CodeSandboxes(given.codeMetrics);
  const start = new StartOptimization({
    optimizations,
    datasets,
    prompts,
    findModel,
    findTarget,
    endpoints,
    runCredentials,
    sandboxes,
    digest,
    queue,
    logger,
  });

  const { retention } = stores;
  const longest = given.retention;
  const container = independentContainer();
  const offered = [
    findModel,
    findTarget,
    generate,
    new ListModels({ registry, clock }),
    new ReloadPlugins({ registry, reloader: given.pluginReloader, audit }),
    new ShowModel({ findTarget, resolveCredential, probeModel, learnModel }),
    new PreviewRequest({ findTarget, probeModel, learnModel }),
    new RunPrompt({ prompts, generate }),
    new ManageTokens({ access, audit, authenticator, issueToken, clock }),
    new ManageSpendingBudgets({ budgets: stores.budgets, credentials, access, audit }),
    new ManageTenants({ access, audit, authenticator, issueToken }),
    new AddCredential({ registry, vault, endpoints, audit }),
    learnedFacts,
    new ForgetLearnedFacts({ learnedFacts, credentials }),
    new ListCredentials({ credentials }),
    new RemoveCredential({ credentials, audit }),
    new RotateCredential({ registry, credentials, vault, endpoints, audit, limits: stores.limits }),
    new VerifyCredential({ registry, credentials, findModel, resolveCredential, makeCall, oncePerKey, clock }),
    new RotateKeys({ store: stores.dataKeys, ring: given.keyRing, vault, audit, clock, logger }),
    new ManageRateLimits({ limits, store: stores.limits, access, credentials, registry, audit, clock }),
    new SetAlias({ aliases, credentials, findModel }),
    new RemoveAlias({ aliases }),
    new ReportUsage({ ledger, findModel }),
    new CreateDataset({ datasets }),
    new AppendExamples({ datasets }),
    new ImportExamples({ datasets }),
    new DeleteDataset({ datasets }),
    new SavePrompt({ prompts, findTarget }),
    new SetPromptLabel({ prompts }),
    new DeletePrompt({ prompts }),
    new OptimizePrompt({ start }),
    new Evaluate({ start }),
    new OptimizeModel({ start }),
    new PortPrompt({ start, optimizations }),
    new PauseOptimization({ optimizations }),
    new ResumeOptimization({ optimizations, registry, runCredentials, oncePerKey, queue, logger }),
    new CancelOptimization({ optimizations }),
    new ManageRetention({ retention, longest, audit }),
    new ForgetAnswers({ retention }),
    new DeleteOptimization({ optimizations }),
  ];
  for (const useCase of offered) container.registerInstance(useCase.constructor as never, useCase as never);
  container.registerInstance(storeTokens.registry, registry);
  container.registerInstance(storeTokens.audit, audit);
  container.registerInstance(storeTokens.aliases, aliases);
  container.registerInstance(storeTokens.datasets, datasets);
  container.registerInstance(storeTokens.prompts, prompts);
  container.registerInstance(storeTokens.optimizations, optimizations);
  container.registerInstance(storeTokens.ledger, ledger);

  return {
    container,
    endpoints,
    limits,
    authenticator,
    authenticate: new Authenticate({ authenticator }),
    sandboxes,
    sweepExpired: new SweepExpired({ retention, longest, optimizations, datasets, prompts, logger }),
    runOptimization: new RunOptimization({
      optimizations,
      prompts,
      ledger,
      makeCall,
      findModel,
      webhooks: { egress, scores: stores.metricScores },
      sandboxes,
      runCredentials,
      shutdownGraceMs: given.drainMs,
      logger,
      clock,
    }),
    streams,
  };
}
