import type { Candidate } from './search.js';
import { additions, withGuideline } from './edit-instruction.js';
import { makeCandidate } from './make-candidate.js';
import { instructionOf } from './reflection-prompt.js';

const MOST_GROWTH = 3_000;

/**
 * The parent with all that its children add to it, since each of them was written from other failures. Undefined where
 * fewer than two add anything, or all of it together is too long.
 */
export function unionOf(
  parent: Candidate,
  children: readonly Candidate[],
  keep: (instruction: string) => string | undefined,
): Candidate | undefined {
  const before = instructionOf(parent);
  const added = new Map(
    children
      .filter(({ parents }) => parents[0] === parent.id)
      .map((child) => [child.id, additions(before, instructionOf(child))] as const)
      .filter(([, guidelines]) => guidelines.length > 0),
  );
  const united = [...added.values()].flat().reduce(withGuideline, before);
  if (added.size < 2 || united.length > before.length + MOST_GROWTH) return undefined;
  const system = keep(united);
  if (system === undefined) return undefined;
  const made = makeCandidate(
    { ...parent.prompt, system },
    [...added.keys()],
    `what ${added.size} proposals add, together`,
  );
  // Where one of them says it all, that one is tried as it is.
  return added.has(made.id) ? undefined : made;
}
