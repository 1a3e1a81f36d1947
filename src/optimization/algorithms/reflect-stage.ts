import { seededRandom } from '../seeded-random.js';
import type { Candidate } from './search.js';
import { failureCost, findFailures } from './find-failures.js';
import { spreadOverLabels } from './label-of.js';
import { makeCandidate } from './make-candidate.js';
import { pickParents } from './pick-parents.js';
import { newCandidates } from './new-candidates.js';
import { raceCost } from './race.js';
import { raceInStage } from './race-in-stage.js';
import { readProposal } from './read-proposal.js';
import { instructionOf, reflectionPrompt, type Failure } from './reflection-prompt.js';
import type { SearchState, Stage, StageDesk } from './search-state.js';
import { unionOf } from './union-of.js';

const MOST_SHOWN = 8;

async function child(
  state: SearchState,
  desk: StageDesk,
  parent: Candidate,
  failures: readonly Failure[],
  sample: number,
): Promise<Candidate | undefined> {
  if (failures.length === 0) return undefined;
  const random = seededRandom(state.search.seed, 'failures', sample);
  const byExample = new Map(failures.map((failure) => [failure.example, failure]));
  // Of failures on many labels, different ones for each sample.
  const shown = spreadOverLabels(random.shuffled([...byExample.keys()]))
    .slice(0, MOST_SHOWN)
    .map((example) => byExample.get(example)!);
  const keep = state.search.variables(parent.prompt.system ?? '');
  const reply = await desk.propose(reflectionPrompt(parent, shown, state.train, keep, state.switches.edits), sample);
  const proposal = readProposal(reply, instructionOf(parent), state.keep);
  if (proposal === undefined) return undefined;
  const failed = `reflection on ${shown.length} failure${shown.length === 1 ? '' : 's'}`;
  return makeCandidate(
    { ...parent.prompt, system: proposal.instruction },
    [parent.id],
    proposal.reason === '' ? failed : `${failed}: ${proposal.reason}`,
  );
}

/** Several instructions written at once, from failures of several parents, raced against the leader. */
export function reflectStage(state: SearchState, most: number): Stage | undefined {
  const { search, leader, plan, raceOrder, raceSet, switches } = state;
  const stage = state.begun;
  const known = new Set(state.created.keys());
  // Two parents at most, so that failures are not bought for each child anew.
  const picked = pickParents(
    leader,
    switches.diversity ? state.pool : [leader],
    raceSet,
    state.book,
    2,
    seededRandom(search.seed, 'parents', stage),
  );
  const parentsOf = (children: number) => [...new Set(picked.slice(0, children))];
  const racing = (children: number) => (switches.union && children > 1 ? children + 1 : children);
  const holdOf = (children: number) => ({
    tasks:
      raceCost(racing(children), raceSet.length, switches.racing) +
      state.leaderLacks +
      parentsOf(children).reduce((sum, parent) => sum + failureCost(state, parent), 0),
    proposals: children,
  });
  let children = most;
  while (children > 0 && holdOf(children).tasks > plan.tasksLeft(children)) children -= 1;
  // Fewer than wanted: what runs beside may come to less than its most, so it is worth waiting for.
  if (children === 0 || (children < most && state.waits && state.begun > state.merged)) return undefined;
  const parents = parentsOf(children);
  const hold = holdOf(children);
  return {
    name: 'writing instructions from failures',
    hold,
    async run(desk) {
      const failures = await Promise.all(parents.map((parent) => findFailures(state, desk, parent)));
      const failuresOf = (parent: Candidate) => failures[parents.indexOf(parent)] ?? [];
      const proposed = await Promise.all(
        Array.from({ length: children }, async (_, slot) => {
          // The leader gets every other child, and those that a parent without failures cannot have.
          const picked = parents[slot % parents.length]!;
          const parent = failuresOf(picked).length > 0 ? picked : leader;
          return child(state, desk, parent, failuresOf(parent), stage * 64 + slot);
        }),
      );
      const written = proposed.filter((made): made is Candidate => made !== undefined);
      const union = switches.union ? unionOf(leader, written, state.keep) : undefined;
      const all = union === undefined ? written : [union, ...written];
      return raceInStage(state, desk, { created: newCandidates(all, known), leader, examples: raceOrder });
    },
  };
}
