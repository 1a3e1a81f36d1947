import type { SearchState, Stage, StageDesk, StageResult } from './search-state.js';

/** Stages that buy nothing new and find nothing, one after the other, before the search is over. */
const MOST_BARREN = 4;

/** How many stages run at once: the least, and more of them, up to the most, while they hold fewer task calls than that. */
export interface Lanes {
  readonly least: number;
  readonly most: number;
  readonly tasks: number;
}

/**
 * Runs stages, some at once, so that no slot idles while one of them waits for its last answer. A stage begins on what
 * the stages before the running ones left behind, whatever else has ended by then: so the order of arrival changes nothing.
 * `next` is asked again with everything merged where it has nothing to do while others still run.
 */
export async function runStages(state: SearchState, lanes: Lanes, next: () => Stage | undefined): Promise<void> {
  interface Running {
    readonly desk: StageDesk;
    readonly tasks: number;
    readonly release: () => void;
    readonly result: Promise<StageResult>;
  }
  const running: Running[] = [];
  let barren = 0;

  const full = () =>
    running.length >= lanes.most ||
    (running.length >= lanes.least && running.reduce((sum, { tasks }) => sum + tasks, 0) >= lanes.tasks);
  const mergeOldest = async () => {
    const oldest = running[0]!;
    const result = await oldest.result;
    running.shift();
    oldest.release();
    const before = state.plan.taskCallsBought + state.created.size;
    state.merge(oldest.desk.book, result);
    barren = state.plan.taskCallsBought + state.created.size > before ? 0 : barren + 1;
  };

  try {
    for (;;) {
      if (full()) await mergeOldest();
      const stage = barren >= MOST_BARREN ? undefined : next();
      if (stage === undefined) {
        if (running.length === 0) return;
        await mergeOldest();
        continue;
      }
      state.begun += 1;
      state.search.phase(stage.name);
      const desk = state.desk(state.begun);
      const result = stage.run(desk);
      // Awaited in its turn; until then a failure is no unhandled one.
      result.catch(() => undefined);
      running.push({ desk, tasks: stage.hold.tasks, release: state.plan.hold(stage.hold), result });
    }
  } finally {
    // Nothing of the search runs on after it ended, and what was bought is known to whoever picks the best so far.
    await Promise.allSettled(running.map(({ result }) => result));
    for (const { desk } of running) state.salvage(desk);
  }
}
