import { seededRandom } from '../seeded-random.js';
import type { AnswerBook } from './answer-book.js';
import type { Candidate, SearchExample } from './search.js';
import type { Failure } from './reflection-prompt.js';
import type { SearchState, StageDesk } from './search-state.js';

const ENOUGH = 6;
const BLOCK = 8;
/** Blocks that one stage buys at most for one parent. */
const MOST_BLOCKS = 2;

/** What the candidate is known to get wrong, worst first. */
export function knownFailures(
  candidate: Candidate,
  train: readonly SearchExample[],
  book: AnswerBook,
): readonly Failure[] {
  return train
    .flatMap((example) => {
      const answer = book.of(candidate, example);
      return answer?.kind === 'scored' && answer.score < 0.999 ? [{ example, answer }] : [];
    })
    .toSorted((a, b) => a.answer.score - b.answer.score)
    .map(({ example, answer }) => ({ example, output: answer.output, feedback: answer.feedback }));
}

/** What its instruction got wrong without the demonstrations: these show the model the answers to some of the examples. */
function failuresWithout(
  state: SearchState,
  { book, before, created: all }: StageDesk,
  candidate: Candidate,
): readonly Failure[] {
  const created = [...all.values()].toReversed();
  const [own, ...others] = [candidate, ...candidate.parents.flatMap((id) => all.get(id) ?? [])];
  const bare = [own, ...others].flatMap(
    ({ prompt: { system, user } }) =>
      created.find(
        ({ prompt }) => prompt.demonstrations.length === 0 && prompt.system === system && prompt.user === user,
      ) ?? [],
  )[0];
  if (bare === undefined) return [];
  return knownFailures(bare, state.train, before).filter(({ example }) => book.of(candidate, example) === undefined);
}

/** Examples that can show what the candidate gets wrong: those that it has not answered and does not show itself. */
function unseenBy(state: SearchState, book: AnswerBook, candidate: Candidate): readonly SearchExample[] {
  const shown = new Set(candidate.prompt.demonstrations.map(({ inputs }) => JSON.stringify(inputs)));
  return state.train.filter(
    (example) => book.of(candidate, example) === undefined && !shown.has(JSON.stringify(example.inputs)),
  );
}

/** Examples as they come, right or wrong. */
async function anyAnswers(state: SearchState, desk: StageDesk, candidate: Candidate): Promise<readonly Failure[]> {
  const examples = seededRandom(state.search.seed, 'any', candidate.id).shuffled(state.train).slice(0, BLOCK);
  const answers = await Promise.all(examples.map((example) => desk.ask(candidate, example)));
  return examples.flatMap((example, index) => {
    const answer = answers[index]!;
    return answer.kind === 'scored' ? [{ example, output: answer.output, feedback: answer.feedback }] : [];
  });
}

/** Failures of the candidate on training examples: those known already, and more where they are too few. */
export async function findFailures(
  state: SearchState,
  desk: StageDesk,
  candidate: Candidate,
): Promise<readonly Failure[]> {
  if (!state.switches.failures) return anyAnswers(state, desk, candidate);
  for (let block = 0; block < MOST_BLOCKS; block += 1) {
    const failures = knownFailures(candidate, state.train, desk.book);
    if (failures.length >= ENOUGH) return failures;
    const unseen = unseenBy(state, desk.book, candidate);
    if (unseen.length === 0) break;
    // Half of them where a parent failed (children mostly fail there too), half fresh ones (which may show what they broke).
    const parents = candidate.parents.flatMap((id) => desk.created.get(id) ?? []);
    const hard = unseen.filter((example) =>
      parents.some((parent) => {
        const answer = desk.before.of(parent, example);
        return answer?.kind === 'scored' && answer.score < 0.999;
      }),
    );
    const chosen = new Set(
      [...hard.slice(0, BLOCK / 2), ...unseen.filter((example) => !hard.includes(example))].slice(0, BLOCK),
    );
    for (const example of hard) if (chosen.size < BLOCK) chosen.add(example);
    await Promise.all([...chosen].map((example) => desk.ask(candidate, example)));
  }
  const known = knownFailures(candidate, state.train, desk.book);
  const lacks = Math.max(0, ENOUGH - known.length);
  if (candidate.prompt.demonstrations.length === 0) return known;
  return [...known, ...failuresWithout(state, desk, candidate).slice(0, lacks)];
}

/** The most task calls that `findFailures` can take. */
export function failureCost(state: SearchState, candidate: Candidate): number {
  if (knownFailures(candidate, state.train, state.book).length >= ENOUGH) return 0;
  const unseen = unseenBy(state, state.book, candidate);
  return Math.min(BLOCK * MOST_BLOCKS, unseen.length);
}
