/** What a customer's own scorer once said of an answer. */
export interface KeptScore {
  /** 0 to 1; null where it gave none. */
  readonly score: number | null;
  /** Or why there is none. */
  readonly feedback: string;
}

/** Scores that a run got from elsewhere, kept with it so that it sees the same ones whenever it goes on. */
export interface MetricScoreStore {
  /** `key` tells apart what was scored, of one optimization. */
  find(tenant: string, optimization: string, key: string): Promise<KeptScore | undefined>;
  /** Keeps it and gives it back, or the one that was kept before. */
  keep(tenant: string, optimization: string, key: string, score: KeptScore): Promise<KeptScore>;
}
