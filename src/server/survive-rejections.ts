import type { Logger } from '../sdk/index.js';

/** A promise that a plugin forgot must not end the server. Gives what undoes it. */
export function surviveRejections(logger: Logger): () => void {
  const note = (reason: unknown) => {
    const name = reason instanceof Error ? reason.name : typeof reason;
    const frames =
      reason instanceof Error ? (reason.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
    logger.error(
      { error: name, trace: frames.slice(0, 5).map((line) => line.trim()) },
      'A rejected promise had nobody to tell.',
    );
  };
  process.on('unhandledRejection', note);
  return () => void process.off('unhandledRejection', note);
}
