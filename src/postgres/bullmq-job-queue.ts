import {
  createPostgresBackend,
  Queue,
  WaitingError,
  Worker,
  type Job as QueuedJob,
  type PostgresConnectionOptions,
  type PostgresQueueBackend,
} from 'bullmq';
import type { Job, JobQueue } from '../jobs/job-queue.js';
import { QueueCloses } from '../jobs/queue-closes.js';
import type { Logger } from '../sdk/index.js';

export interface BullmqJobQueueOptions {
  readonly url: string;
  /** A job whose worker has not been heard of for so long is given to another. */
  readonly leaseSeconds?: number;
  /** Before the first of the further tries of a handler that failed; doubled for each one after. */
  readonly retryDelayMs?: number;
  readonly logger?: Logger;
}

const name = 'optimizations';
const tries = 5;

type Handler = (job: Job, signal: AbortSignal) => Promise<void>;
interface Data {
  readonly tenant: string;
  readonly optimization?: string;
  readonly turn?: number;
}
type Process = (job: QueuedJob<Data>, token: string | undefined, lease: AbortSignal | undefined) => Promise<void>;

const queueOn = (connection: PostgresConnectionOptions) =>
  new Queue<Data, void, string, Data, void, string, PostgresQueueBackend, PostgresConnectionOptions>(
    name,
    { connection },
    createPostgresBackend,
  );

const workerOn = (connection: PostgresConnectionOptions, concurrency: number, leaseMs: number, process: Process) =>
  new Worker<Data, void, string, PostgresQueueBackend, string, PostgresConnectionOptions>(
    name,
    (job, token, lease) => process(job, token, lease),
    {
      connection,
      concurrency,
      lockDuration: leaseMs,
      lockRenewTime: leaseMs / 4,
      stalledInterval: leaseMs / 2,
      // A worker's death says nothing about its job.
      maxStalledCount: 1_000_000,
    },
    createPostgresBackend,
  );

/** BullMQ's Postgres backend as a wake-up call: what a run has done and whether it has ended is told by its own record. */
export class BullmqJobQueue implements JobQueue {
  readonly #connection: PostgresConnectionOptions;
  readonly #closing = new AbortController();
  #queue: ReturnType<typeof queueOn> | undefined;
  #worker: ReturnType<typeof workerOn> | undefined;

  constructor(private readonly options: BullmqJobQueueOptions) {
    this.#connection = { connectionString: options.url, migrate: true, max: 4 };
  }

  async enqueue({ id, tenant, turn = 0 }: Job): Promise<void> {
    if (!this.#queue) {
      this.#queue = queueOn(this.#connection);
      this.#queue.on('error', (error) => this.#warn(error));
    }
    const job = await this.#queue.add(
      'run',
      { tenant, optimization: id, turn },
      {
        jobId: turn === 0 ? id : `${id}_${turn}`,
        attempts: tries,
        backoff: { type: 'exponential', delay: this.options.retryDelayMs ?? 1_000 },
        removeOnComplete: true,
      },
    );
    // It may be there already, given up: who enqueues it again wants it tried again.
    if (await job.isFailed()) await job.retry('failed').catch(() => undefined);
  }

  async work(concurrency: number, handler: Handler): Promise<void> {
    const leaseMs = (this.options.leaseSeconds ?? 10) * 1000;
    const worker = workerOn(this.#connection, concurrency, leaseMs, (job, token, lease) =>
      this.#run(job, token, lease, handler),
    );
    worker.on('error', (error) => this.#warn(error));
    worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) worker.cancelJob(id, 'lease lost');
    });
    this.#worker = worker;
    await worker.waitUntilReady();
  }

  async close(): Promise<void> {
    this.#closing.abort(new QueueCloses());
    await this.#worker?.close();
    await this.#queue?.close();
  }

  async #run(
    queued: QueuedJob<Data>,
    token: string | undefined,
    lease: AbortSignal | undefined,
    handler: Handler,
  ): Promise<void> {
    const signal = AbortSignal.any([this.#closing.signal, ...(lease ? [lease] : [])]);
    const { tenant, optimization = queued.id!, turn = 0 } = queued.data;
    const job = { id: optimization, tenant, turn };
    let failure: { readonly error: unknown } | undefined;
    try {
      if (!signal.aborted) await handler(job, signal);
    } catch (error) {
      failure = { error };
    }
    if (lease?.aborted) throw new WaitingError('Another worker has it.');
    if (this.#closing.signal.aborted) {
      // Back to those that wait, without having cost a try.
      await queued.moveToWait(token);
      throw new WaitingError('It goes on at the next start.');
    }
    if (!failure) return;
    this.options.logger?.error({ job: job.id, error: failure.error }, 'A job failed.');
    // Its words may be of a customer's input, and the queue keeps what it is told.
    throw new Error('The handler failed; its log says why.');
  }

  #warn(error: Error): void {
    this.options.logger?.warn({ error }, 'The job queue met a fault.');
  }
}
