/** Who waits, and for whom: each flow is served in its order, and the flows in turn, so that no long one delays a short one. */
export class FairLine<T extends { readonly flow: string }> {
  // In the order of their turns.
  readonly #flows = new Map<string, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(one: T): void {
    const flow = this.#flows.get(one.flow);
    if (flow === undefined) this.#flows.set(one.flow, [one]);
    else flow.push(one);
    this.#size += 1;
  }

  peek(): T | undefined {
    return this.#flows.values().next().value?.[0];
  }

  shift(): T | undefined {
    const first = this.#flows.entries().next().value;
    if (first === undefined) return undefined;
    const [name, flow] = first;
    const one = flow.shift();
    // To the end of the turns.
    this.#flows.delete(name);
    if (flow.length > 0) this.#flows.set(name, flow);
    this.#size -= 1;
    return one;
  }

  remove(one: T): void {
    const flow = this.#flows.get(one.flow);
    const at = flow?.indexOf(one) ?? -1;
    if (flow === undefined || at < 0) return;
    flow.splice(at, 1);
    if (flow.length === 0) this.#flows.delete(one.flow);
    this.#size -= 1;
  }

  /** The first ones, in the order in which they will be served. */
  first(most: number): readonly T[] {
    const found: T[] = [];
    const flows = [...this.#flows.values()];
    for (let round = 0; found.length < Math.min(most, this.#size); round += 1) {
      for (const flow of flows) if (round < flow.length && found.length < most) found.push(flow[round]!);
    }
    return found;
  }
}
