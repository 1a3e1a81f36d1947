import type { Clock, Correction, ResolvedModel } from '../sdk/index.js';
import type { LearnedFact, LearnedFactStore } from './learned-fact-store.js';
import { withCorrections } from './with-corrections.js';

/** After so long a fact is asked for anew: providers make mistakes, and mend them. */
const keptMs = 30 * 24 * 3_600_000;
/** What another replica learned is known here after so long. */
const freshMs = 10_000;
const mostCached = 10_000;

interface OfCredential {
  readonly at: number;
  readonly facts: readonly LearnedFact[];
  /** By the model as it was: one object as long as these facts count. */
  readonly models: WeakMap<ResolvedModel, ResolvedModel>;
}

/** What refusals have taught of models, by the credential that they were given to. */
export class LearnedFacts {
  readonly #known = new Map<string, OfCredential>();
  readonly #asked = new Map<string, Promise<OfCredential>>();

  constructor(
    private readonly store: LearnedFactStore,
    private readonly clock: Clock,
  ) {}

  /** The model as it is known for the credential. */
  async of(tenant: string, credential: string, model: ResolvedModel): Promise<ResolvedModel> {
    const key = JSON.stringify([tenant, credential]);
    const { facts, models } = this.#fresh(key) ?? (await this.#once(key, tenant, credential));
    if (facts.length === 0) return model;
    let better = models.get(model);
    if (better === undefined) {
      const learned = facts.filter((fact) => fact.model === model.ref);
      models.set(model, (better = withCorrections(model, learned)));
    }
    return better;
  }

  async keep(tenant: string, credential: string, fact: LearnedFact): Promise<void> {
    const key = JSON.stringify([tenant, credential]);
    const { facts } = this.#fresh(key) ?? (await this.#once(key, tenant, credential));
    const former = facts.find((one) => one.model === fact.model && one.fact === fact.fact);
    const correction = bothRanges(former?.correction, fact.correction);
    await this.store.keep(tenant, credential, { ...fact, correction });
    this.#known.delete(key);
  }

  /** All that counts of a credential. */
  async list(tenant: string, credential: string): Promise<readonly LearnedFact[]> {
    const key = JSON.stringify([tenant, credential]);
    return (this.#fresh(key) ?? (await this.#once(key, tenant, credential))).facts;
  }

  async forget(tenant: string, credential: string, model?: string): Promise<number> {
    const forgotten = await this.store.forget(tenant, credential, model);
    this.#known.delete(JSON.stringify([tenant, credential]));
    return forgotten;
  }

  #fresh(key: string): OfCredential | undefined {
    const known = this.#known.get(key);
    return known !== undefined && this.clock.now() - known.at < freshMs ? known : undefined;
  }

  #once(key: string, tenant: string, credential: string): Promise<OfCredential> {
    let asked = this.#asked.get(key);
    if (asked === undefined) {
      const at = this.clock.now();
      asked = this.store
        .ofCredential(tenant, credential, new Date(at - keptMs))
        .then((facts) => {
          const known = { at, facts, models: new WeakMap<ResolvedModel, ResolvedModel>() };
          if (this.#known.size >= mostCached) this.#known.clear();
          this.#known.set(key, known);
          return known;
        })
        .finally(() => this.#asked.delete(key));
      this.#asked.set(key, asked);
    }
    return asked;
  }
}

/** A lower end that was learned and an upper one make one range, unless they contradict each other. */
function bothRanges(former: Correction | undefined, later: Correction): Correction {
  if (former?.kind !== 'limited-range' || later.kind !== 'limited-range') return later;
  const both = { ...former, ...later };
  return (both.min ?? -Infinity) <= (both.max ?? Infinity) ? both : later;
}
