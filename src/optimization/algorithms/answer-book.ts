import type { Answer, Candidate, SearchExample } from './search.js';
import type { Purchase } from './budget-plan.js';

interface Entry {
  readonly answer: Answer;
  /** The merge that brought it. */
  readonly merge: number;
}

/** The answer, and what its judges took where that was not bought with the same answer before. */
function purchasesOf(key: string, answer: Answer): readonly Purchase[] {
  const { cost } = answer;
  const judged = answer.kind === 'scored' ? answer.judged : undefined;
  if (judged === undefined) return [{ key, purpose: 'task', cost }];
  const { calls, usd, tokens } = judged.cost;
  const own = { calls: cost.calls - calls, usd: cost.usd - usd, tokens: cost.tokens - tokens };
  return [
    { key, purpose: 'task', cost: own },
    { key: `judged ${judged.key}`, purpose: 'judge', cost: judged.cost },
  ];
}

/**
 * Answers by candidate and example. A stage writes into its own book, over the search's as it was when the stage began:
 * what other stages bring in the meantime stays unseen, so that it cannot matter when they do.
 */
export class AnswerBook {
  private readonly entries = new Map<string, Map<string, Entry>>();
  private readonly proposals: Purchase[] = [];
  private merges = 0;
  private readonly seen: number;

  constructor(private readonly below?: AnswerBook) {
    this.seen = below?.merges ?? 0;
  }

  of(candidate: Candidate, example: SearchExample): Answer | undefined {
    const own = this.entries.get(candidate.id)?.get(example.id);
    if (own !== undefined) return own.answer;
    const entry = this.below?.entries.get(candidate.id)?.get(example.id);
    return entry !== undefined && entry.merge <= this.seen ? entry.answer : undefined;
  }

  write(candidate: Candidate, example: SearchExample, answer: Answer): void {
    this.put(candidate.id, example.id, answer);
  }

  writeProposal(purchase: Purchase): void {
    this.proposals.push(purchase);
  }

  /** The scores of those examples that have one, in the examples' order. */
  scores(candidate: Candidate, examples: readonly SearchExample[]): number[] {
    return examples.flatMap((example) => {
      const answer = this.of(candidate, example);
      return answer?.kind === 'scored' ? [answer.score] : [];
    });
  }

  /** Differences over the examples on which both have a score. */
  differences(candidate: Candidate, other: Candidate, examples: readonly SearchExample[]): number[] {
    return examples.flatMap((example) => {
      const [ours, theirs] = [this.of(candidate, example), this.of(other, example)];
      return ours?.kind === 'scored' && theirs?.kind === 'scored' ? [ours.score - theirs.score] : [];
    });
  }

  purchases(): readonly Purchase[] {
    const tasks = [...this.entries].flatMap(([candidate, entries]) =>
      [...entries].flatMap(([example, { answer }]) => purchasesOf(`${candidate}/${example}`, answer)),
    );
    // Canonical, since answers were written as they arrived.
    return [...tasks, ...this.proposals].toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  }

  merge(other: AnswerBook): void {
    this.merges += 1;
    for (const [candidate, entries] of other.entries) {
      for (const [example, { answer }] of entries) this.put(candidate, example, answer);
    }
  }

  private put(candidate: string, example: string, answer: Answer): void {
    const entries = this.entries.get(candidate) ?? new Map<string, Entry>();
    if (!entries.has(example)) entries.set(example, { answer, merge: this.merges });
    this.entries.set(candidate, entries);
  }
}
