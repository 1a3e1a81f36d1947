import { type Canary } from './canary-shapes.js';
import type { CanaryWorld } from './canary-world.js';
import { endOfRun, runInput, startRun } from './run-ways.js';

/** Runs on keys of their own that are under way when the server is killed, and go on after. */
export function killedRuns(world: CanaryWorld, send: (shape: string) => Canary, shapes: readonly string[]) {
  let ids: readonly (string | undefined)[] = [];
  return {
    async begin(): Promise<void> {
      ids = await Promise.all(shapes.map((shape) => startRun(world, 'evaluate', runInput(world, send(shape), 'slow'))));
      await new Promise((resolve) => setTimeout(resolve, 600));
    },
    async end(after: CanaryWorld): Promise<void> {
      for (const id of ids) {
        if (id !== undefined) await endOfRun(after, id);
      }
    },
  };
}
