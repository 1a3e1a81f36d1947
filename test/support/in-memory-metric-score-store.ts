import type { KeptScore, MetricScoreStore } from '../../src/optimization/metric-score-store.js';

/** Scores of one process, for tests. */
export class InMemoryMetricScoreStore implements MetricScoreStore {
  readonly rows = new Map<string, KeptScore>();

  async find(tenant: string, optimization: string, key: string): Promise<KeptScore | undefined> {
    return this.rows.get(JSON.stringify([tenant, optimization, key]));
  }

  async keep(tenant: string, optimization: string, key: string, score: KeptScore): Promise<KeptScore> {
    const id = JSON.stringify([tenant, optimization, key]);
    const kept = this.rows.get(id) ?? score;
    this.rows.set(id, kept);
    return kept;
  }
}
