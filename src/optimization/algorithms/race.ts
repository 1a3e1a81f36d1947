import type { AnswerBook } from './answer-book.js';
import type { Answer, Candidate, SearchExample } from './search.js';
import { standing } from './standing.js';

/** Ends of the blocks: small at first, when most is dropped, then doubling. */
export function raceBlocks(examples: number, early = true): readonly number[] {
  if (!early) return [examples];
  const first = Math.min(examples, Math.max(5, Math.min(10, Math.round(examples / 4))));
  const ends = [first];
  while (ends.at(-1)! < examples) {
    const end = ends.at(-1)! * 2;
    // A last block of one or two is not worth waiting for on its own.
    ends.push(end + first / 2 >= examples ? examples : end);
  }
  return ends;
}

/** How many children may go on after each block. */
const survivors = (children: number, block: number) =>
  Math.max(children >= 6 ? 2 : 1, Math.ceil(children / 2 ** (block + 1)));

/** The most task calls that a race of so many children can take, the leader's own left aside. */
export function raceCost(children: number, examples: number, early = true): number {
  let [cost, from, running] = [0, 0, children];
  raceBlocks(examples, early).forEach((end, block) => {
    cost += running * (end - from);
    from = end;
    running = Math.min(running, survivors(children, block));
  });
  return cost;
}

/** Standard errors at which half of the race is enough: the rest is bought only where a later race asks for it. */
const CLEARLY_BETTER = 2.2;

/** Whether a child may go on, with a share of the race behind it: ever more is asked of it. */
function goesOn(differences: readonly number[], share: number): boolean {
  const { gain, errors } = standing(differences);
  return errors >= -0.7 + share && (share < 0.5 || gain > 0);
}

/**
 * Races children against the leader over validation examples in a fixed order, dropping by paired differences after each
 * block. Fills the book; returns the children that ran to the end, or the one that was clearly better before it.
 */
export async function race(options: {
  readonly children: readonly Candidate[];
  readonly leader: Candidate;
  readonly examples: readonly SearchExample[];
  readonly book: AnswerBook;
  readonly ask: (candidate: Candidate, example: SearchExample) => Promise<Answer>;
  /** Whether children may be dropped and believed before the end. */
  readonly early?: boolean;
}): Promise<readonly Candidate[]> {
  const { children, leader, examples, book, ask, early = true } = options;
  let running = children;
  let from = 0;
  for (const [block, end] of raceBlocks(examples.length, early).entries()) {
    if (running.length === 0) break;
    const asked = examples.slice(from, end);
    await Promise.all([leader, ...running].flatMap((candidate) => asked.map((example) => ask(candidate, example))));
    from = end;
    if (end === examples.length) break;
    const seen = examples.slice(0, end);
    const ranked = running
      .map((child, index) => ({ child, index, differences: book.differences(child, leader, seen) }))
      // One that the provider often refuses, where it answers the leader, is no improvement.
      .filter(
        ({ child, differences }) =>
          differences.length >= 0.75 * book.scores(leader, seen).length && book.scores(child, seen).length > 0,
      )
      .filter(({ differences }) => goesOn(differences, end / examples.length))
      .map(({ child, index, differences }) => {
        const { gain, errors } = standing(differences);
        return { child, index, gain, errors };
      })
      .toSorted((a, b) => b.gain - a.gain || a.index - b.index);
    const first = ranked[0];
    if (first !== undefined && end >= examples.length / 2 && first.errors >= CLEARLY_BETTER) return [first.child];
    running = ranked.slice(0, survivors(children.length, block)).map(({ child }) => child);
  }
  return running.filter(
    (child) => book.differences(child, leader, examples).length >= 0.75 * book.scores(leader, examples).length,
  );
}
