import type { Candidate } from './search.js';
import { race } from './race.js';
import type { SearchState, StageDesk, StageResult } from './search-state.js';

/** Ends a stage: races what it created against who led when it was planned, over the examples as they were ordered then. */
export async function raceInStage(
  { switches }: SearchState,
  desk: StageDesk,
  {
    created,
    leader,
    examples,
  }: { readonly created: readonly Candidate[] } & Pick<Parameters<typeof race>[0], 'leader' | 'examples'>,
): Promise<StageResult> {
  desk.begun.push(...created);
  const { book, ask } = desk;
  const finished = await race({ children: created, leader, examples, book, ask, early: switches.racing });
  return { created, finished };
}
