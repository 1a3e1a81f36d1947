import type { AccessStore } from '../access/access-store.js';
import type { AuditTrail } from '../access/audit-trail.js';
import type { IdempotencyStore } from '../calls/idempotency-store.js';
import type { LimitStore } from '../calls/limits/limit-store.js';
import type { AliasStore } from '../aliases/alias-store.js';
import type { LearnedFactStore } from '../catalogue/learned-fact-store.js';
import type { DatasetStore } from '../datasets/dataset-store.js';
import type { MetricScoreStore } from '../optimization/metric-score-store.js';
import type { OptimizationStore } from '../optimization/optimization-store.js';
import type { Database } from '../postgres/open-database.js';
import { PostgresAccessStore } from '../postgres/postgres-access-store.js';
import { PostgresAliasStore } from '../postgres/postgres-alias-store.js';
import { PostgresAuditTrail } from '../postgres/postgres-audit-trail.js';
import { PostgresCredentialStore } from '../postgres/postgres-credential-store.js';
import { PostgresDataKeyStore } from '../postgres/postgres-data-key-store.js';
import { PostgresDatasetStore } from '../postgres/postgres-dataset-store.js';
import { PostgresIdempotencyStore } from '../postgres/postgres-idempotency-store.js';
import { PostgresLearnedFactStore } from '../postgres/postgres-learned-fact-store.js';
import { PostgresLedger } from '../postgres/postgres-ledger.js';
import { PostgresLimitStore } from '../postgres/postgres-limit-store.js';
import { PostgresMetricScoreStore } from '../postgres/postgres-metric-score-store.js';
import { PostgresOptimizationStore } from '../postgres/postgres-optimization-store.js';
import { PostgresPromptStore } from '../postgres/postgres-prompt-store.js';
import { PostgresSpendingBudgetStore } from '../postgres/postgres-spending-budget-store.js';
import { PostgresRetentionStore } from '../postgres/postgres-retention-store.js';
import type { PromptStore } from '../prompts/prompt-store.js';
import type { RetentionStore } from '../retention/retention-store.js';
import type { Ledger } from '../usage/ledger.js';
import type { SpendingBudgetStore } from '../usage/spending-budget-store.js';
import type { CredentialStore } from '../vault/credential-store.js';
import type { DataKeyStore } from '../vault/data-key-store.js';

export interface Stores {
  readonly access: AccessStore;
  readonly audit: AuditTrail;
  readonly credentials: CredentialStore;
  readonly dataKeys: DataKeyStore;
  readonly learnedFacts: LearnedFactStore;
  readonly aliases: AliasStore;
  readonly datasets: DatasetStore;
  readonly prompts: PromptStore;
  readonly optimizations: OptimizationStore;
  readonly metricScores: MetricScoreStore;
  readonly idempotency: IdempotencyStore;
  readonly ledger: Ledger;
  readonly limits: LimitStore;
  readonly budgets: SpendingBudgetStore;
  readonly retention: RetentionStore;
}

const defaultLeaseSeconds = 10;

/** Every port on one database; a process that was not heard of for a lease is taken for dead. */
export function openStores(database: Database, leaseSeconds = defaultLeaseSeconds): Stores {
  return {
    access: new PostgresAccessStore(database),
    audit: new PostgresAuditTrail(database),
    credentials: new PostgresCredentialStore(database),
    dataKeys: new PostgresDataKeyStore(database),
    learnedFacts: new PostgresLearnedFactStore(database),
    aliases: new PostgresAliasStore(database),
    datasets: new PostgresDatasetStore(database),
    prompts: new PostgresPromptStore(database),
    optimizations: new PostgresOptimizationStore(database),
    metricScores: new PostgresMetricScoreStore(database),
    idempotency: new PostgresIdempotencyStore(database, leaseSeconds * 1_000),
    ledger: new PostgresLedger(database),
    limits: new PostgresLimitStore(database),
    budgets: new PostgresSpendingBudgetStore(database),
    retention: new PostgresRetentionStore(database),
  };
}
