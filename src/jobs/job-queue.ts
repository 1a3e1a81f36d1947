export interface Job {
  /** The optimization's id. */
  readonly id: string;
  readonly tenant: string;
  /** Enqueueing one turn twice is one job; another turn is another, though the last one's has hardly ended. */
  readonly turn?: number;
}

/** Durable, at least once: a job whose worker died or froze is given to another worker, while the first may still run. */
export interface JobQueue {
  enqueue(job: Job): Promise<void>;
  /** Starts taking jobs, `concurrency` at a time; `signal` aborts when the lease is lost or, with QueueCloses, the queue closes. */
  work(concurrency: number, handler: (job: Job, signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Stops taking jobs, aborts those that run (they go on at the next start) and waits for their handlers. */
  close(): Promise<void>;
}
