import type { SeededRandom } from '../../src/optimization/seeded-random.js';

const mostOfAKind = 150;
const never = ['00000000-0000-4000-8000-00000000dead', 'nothing-of-this-name'];

/** What earlier operations made, by tenant and kind: the food of later ones. What was deleted stays in it for a while. */
export class IdPool {
  readonly #of = new Map<string, Map<string, string[]>>();

  add(tenant: string, kind: string, id: string): void {
    let kinds = this.#of.get(tenant);
    if (!kinds) this.#of.set(tenant, (kinds = new Map()));
    let ids = kinds.get(kind);
    if (!ids) kinds.set(kind, (ids = []));
    if (ids.includes(id)) return;
    ids.push(id);
    if (ids.length > mostOfAKind) ids.shift();
  }

  /** Mostly one of the tenant's own; else a stranger's, or none. */
  draw(tenant: string, kind: string, random: SeededRandom): string {
    const chance = random.next();
    const own = this.#of.get(tenant)?.get(kind) ?? [];
    // What is new is more often there still.
    if (chance < 0.7 && own.length > 0) return own[own.length - 1 - random.below(Math.min(own.length, 20))]!;
    if (chance < 0.9) {
      const others = [...this.#of].filter(([name]) => name !== tenant).flatMap(([, kinds]) => kinds.get(kind) ?? []);
      if (others.length > 0) return others[random.below(others.length)]!;
    }
    return never[random.below(never.length)]!;
  }
}
