import { and, eq } from 'drizzle-orm';
import type { KeptScore, MetricScoreStore } from '../optimization/metric-score-store.js';
import type { Database } from './open-database.js';
import { metricScores } from './tables/metric-scores.js';

export class PostgresMetricScoreStore implements MetricScoreStore {
  constructor(private readonly database: Database) {}

  async find(tenant: string, optimization: string, key: string): Promise<KeptScore | undefined> {
    const { score, feedback } = metricScores;
    const [row] = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select({ score, feedback })
        .from(metricScores)
        .where(
          and(eq(metricScores.tenant, tenant), eq(metricScores.optimization, optimization), eq(metricScores.key, key)),
        ),
    );
    return row;
  }

  async keep(tenant: string, optimization: string, key: string, score: KeptScore): Promise<KeptScore> {
    const { rowCount } = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .insert(metricScores)
        .values({ tenant, optimization, key, ...score })
        .onConflictDoNothing(),
    );
    return rowCount === 1 ? score : ((await this.find(tenant, optimization, key)) ?? score);
  }
}
