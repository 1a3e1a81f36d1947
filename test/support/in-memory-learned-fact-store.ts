import type { LearnedFact, LearnedFactStore } from '../../src/catalogue/learned-fact-store.js';

/** What one process has learned, for tests. */
export class InMemoryLearnedFactStore implements LearnedFactStore {
  readonly rows = new Map<string, { tenant: string; credential: string; fact: LearnedFact }>();
  /** How often it was read. */
  reads = 0;

  async keep(tenant: string, credential: string, fact: LearnedFact): Promise<void> {
    const key = JSON.stringify([tenant, credential, fact.model, fact.fact]);
    this.rows.delete(key);
    this.rows.set(key, { tenant, credential, fact });
  }

  async ofCredential(tenant: string, credential: string, after: Date): Promise<readonly LearnedFact[]> {
    this.reads += 1;
    return [...this.rows.values()]
      .filter((row) => row.tenant === tenant && row.credential === credential && row.fact.learnedAt > after)
      .map((row) => row.fact)
      .toSorted((a, b) => a.learnedAt.getTime() - b.learnedAt.getTime())
      .slice(-1_000);
  }

  async forget(tenant: string, credential: string, model?: string): Promise<number> {
    const found = [...this.rows].filter(
      ([, row]) =>
        row.tenant === tenant && row.credential === credential && (model === undefined || row.fact.model === model),
    );
    for (const [key] of found) this.rows.delete(key);
    return found.length;
  }
}
