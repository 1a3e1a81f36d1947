import type { Logger } from '../sdk/index.js';

export interface UpkeepTask {
  /** For the log: what could not be done. */
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
}

/** Does what has to be done now and then, on whichever replica; gives what ends it, once what is under way is over. */
export function upkeep(tasks: readonly UpkeepTask[], logger: Logger): () => Promise<void> {
  const underWay = new Map<UpkeepTask, Promise<void>>();
  const begin = (task: UpkeepTask) => {
    if (underWay.has(task)) return;
    const work = task
      .run()
      // Another time, then.
      .catch((error: unknown) => logger.warn({ task: task.name, error }, 'Upkeep could not be done.'))
      .then(() => void underWay.delete(task));
    underWay.set(task, work);
  };
  const timers = tasks.map((task) => setInterval(() => begin(task), task.everyMs).unref());
  for (const task of tasks) begin(task);
  return async () => {
    timers.forEach(clearInterval);
    await Promise.all(underWay.values());
  };
}
