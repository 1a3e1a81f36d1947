import type { Clock, ProbedFacts, ResolvedModel } from '../sdk/index.js';
import { withFacts } from './with-facts.js';

export interface ProbeAges {
  /** How long an answer counts. */
  readonly freshMs: number;
  /** How long a server that gave none is not asked again. */
  readonly failedMs: number;
}

const usualAges: ProbeAges = { freshMs: 30_000, failedMs: 5_000 };
const mostKept = 1_000;

interface Probed {
  readonly at: number;
  /** Undefined where the server gave no answer. */
  readonly facts: ProbedFacts | undefined;
  /** By the model as it was declared: one object as long as the answer counts. */
  readonly models: WeakMap<ResolvedModel, ResolvedModel>;
}

/** What servers said of their models a short while ago; who asks for the same at the same time waits for one answer. */
export class ProbeMemory {
  readonly #known = new Map<string, Probed>();
  readonly #asked = new Map<string, Promise<Probed>>();

  constructor(
    private readonly clock: Clock,
    private readonly ages: ProbeAges = usualAges,
  ) {}

  /** The model with what its server says; as it was declared where the server says nothing. `ask` never fails. */
  async ask(key: string, model: ResolvedModel, ask: () => Promise<ProbedFacts | undefined>): Promise<ResolvedModel> {
    const known = this.#fresh(key) ?? (await this.#once(key, ask));
    return overlaid(model, known);
  }

  /** The same from memory alone. */
  recall(key: string, model: ResolvedModel): ResolvedModel {
    const known = this.#fresh(key);
    return known === undefined ? model : overlaid(model, known);
  }

  /** The next who asks asks the server. */
  forget(key: string): void {
    this.#known.delete(key);
  }

  #fresh(key: string): Probed | undefined {
    const known = this.#known.get(key);
    if (known === undefined) return undefined;
    const age = this.clock.now() - known.at;
    return age < (known.facts === undefined ? this.ages.failedMs : this.ages.freshMs) ? known : undefined;
  }

  #once(key: string, ask: () => Promise<ProbedFacts | undefined>): Promise<Probed> {
    let asked = this.#asked.get(key);
    if (asked === undefined) {
      asked = ask().then((facts) => {
        const known = { at: this.clock.now(), facts, models: new WeakMap() };
        this.#asked.delete(key);
        this.#known.delete(key);
        if (this.#known.size >= mostKept) this.#known.delete(this.#known.keys().next().value!);
        this.#known.set(key, known);
        return known;
      });
      this.#asked.set(key, asked);
    }
    return asked;
  }
}

function overlaid(model: ResolvedModel, { at, facts, models }: Probed): ResolvedModel {
  if (facts === undefined) return model;
  let better = models.get(model);
  if (better === undefined) {
    better = withFacts(model, facts, { source: 'probed', asOf: new Date(at).toISOString() });
    models.set(model, better);
  }
  return better;
}
