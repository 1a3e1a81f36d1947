interface Waiting<I, O> {
  readonly item: I;
  readonly resolve: (result: O) => void;
  readonly reject: (error: unknown) => void;
}

/** A result, or `again` for an item that has to go first in the next batch. */
export type GroupResult<O> = { readonly result: O } | 'again';

const largestGroup = 256;
const deadlock = '40P01';

/** Runs what arrives while a statement is under way as one statement: one commit for many. */
export class GroupCommit<I, O> {
  #waiting: Waiting<I, O>[] = [];
  #running = false;

  constructor(private readonly run: (items: readonly I[]) => Promise<readonly GroupResult<O>[]>) {}

  add(item: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#running) return;
      this.#running = true;
      setImmediate(() => void this.#flush());
    });
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, largestGroup);
      const again = await this.#try(group);
      if (again.length > 0) this.#waiting.unshift(...again);
    }
    this.#running = false;
  }

  async #try(group: readonly Waiting<I, O>[]): Promise<readonly Waiting<I, O>[]> {
    let results: readonly GroupResult<O>[];
    try {
      results = await this.run(group.map(({ item }) => item));
    } catch (error) {
      // Nothing was committed, and the other one is through.
      if ((error as { readonly code?: unknown }).code === deadlock) return group;
      if (group.length === 1 || !isOfOneItem(error)) {
        for (const { reject } of group) reject(error);
        return [];
      }
      // Nothing of the group was committed: each alone, so that only the bad one fails.
      const again: Waiting<I, O>[] = [];
      for (const one of group) again.push(...(await this.#try([one])));
      return again;
    }
    return group.filter((one, index) => {
      const outcome = results[index];
      if (outcome === 'again') return true;
      if (outcome) one.resolve(outcome.result);
      else one.reject(new Error('A statement answered for fewer items than it was given.'));
      return false;
    });
  }
}

/** Data that the database refuses (classes 22 and 23), or that no statement can be made of: all else of it is sound. */
function isOfOneItem(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^2[23]...$/.test(code);
}
