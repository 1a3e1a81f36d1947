import type { Candidate, Search } from './algorithm.js';
import { additions, withGuideline } from './edit-instruction.js';
import { makeCandidate } from './make-candidate.js';
import { mendInstruction } from './read-instruction.js';
import { instructionOf, phrasesOf } from './reflection-prompt.js';

const MOST_GROWTH = 3_000;

/** The parent with all that its children add to it: each of them saw other failures. Undefined where that is no more than one adds. */
export function unionOf(
  search: Pick<Search, 'variables'>,
  parent: Candidate,
  children: readonly Candidate[],
): Candidate | undefined {
  const own = children.filter(({ parents }) => parents[0] === parent.id);
  const before = instructionOf(parent);
  const adding = own.filter((child) => additions(before, instructionOf(child)).length > 0);
  if (adding.length < 2) return undefined;
  const keep = search.variables(parent.prompt.system ?? '');
  const united = adding
    .flatMap((child) => additions(before, instructionOf(child)))
    .reduce(withGuideline, instructionOf(parent));
  if (united.length > before.length + MOST_GROWTH) return undefined;
  const system = mendInstruction(united, { keep, phrases: phrasesOf(parent), of: (text) => search.variables(text) });
  if (system === undefined) return undefined;
  return makeCandidate(
    { ...parent.prompt, system },
    adding.map(({ id }) => id),
    `what ${adding.length} proposals add, together`,
  );
}
