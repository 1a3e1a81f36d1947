import { believableFacts } from '../catalogue/believable-facts.js';
import { ProbeMemory, type ProbeAges } from '../catalogue/probe-memory.js';
import type { GuardedAttempt, GuardedEgress } from '../egress/guarded-egress.js';
import type { LoadedProvider } from '../plugin-loader/provider-registry.js';
import {
  ByomError,
  type Clock,
  type ErrorCode,
  type ProbedFacts,
  type ProviderFetch,
  type ResolvedModel,
} from '../sdk/index.js';
import type { TenantCredential } from '../vault/tenant-credential.js';
import { needsNoKey } from './needs-no-key.js';

export interface ProbeModelDeps {
  readonly egress: GuardedEgress;
  readonly clock: Clock;
  readonly ages?: ProbeAges;
  /** For everything that one probe sends, in milliseconds. */
  readonly deadlineMs?: number;
}

const keyOf = ({ ref }: ResolvedModel, { tenant, id, baseUrl }: TenantCredential) =>
  JSON.stringify([tenant, id, baseUrl, ref]);

type Served = { readonly provider: LoadedProvider; readonly model: ResolvedModel };

const defaultDeadlineMs = 1_500;
const mostRequests = 5;
/** Of one tenant's at once, so that a query that names many models is not many times as many requests. */
const mostAtOnce = 20;
const mostBytes = 4 * 1024 * 1024;
const methods = new Set(['GET', 'POST']);

/**
 * A model as the server that runs it describes it now, asked of those servers whose plugins know how. A server that
 * gives no answer in time leaves the model as it was declared, and fails nothing.
 */
export class ProbeModel {
  readonly #memory: ProbeMemory;
  /** The server that a tenant last asked of each model. */
  readonly #latest = new Map<string, string>();
  readonly #underWay = new Map<string, number>();

  constructor(private readonly deps: ProbeModelDeps) {
    this.#memory = new ProbeMemory(deps.clock, deps.ages);
  }

  /** True where there is a server to ask: everything else costs nothing. */
  static probes({ provider }: Pick<Served, 'provider'>): boolean {
    return provider.adapter.probe !== undefined;
  }

  run({ provider, model }: Served, credential: TenantCredential): Promise<ResolvedModel> {
    const key = keyOf(model, credential);
    this.#remember(JSON.stringify([credential.tenant, model.ref]), key);
    return this.#memory.ask(key, model, () => this.#inTurn(provider, model, credential));
  }

  /** What is known already of the server that the tenant asked last. */
  recall(tenant: string, model: ResolvedModel): ResolvedModel {
    const key = this.#latest.get(JSON.stringify([tenant, model.ref]));
    return key === undefined ? model : this.#memory.recall(key, model);
  }

  /** A server that refuses what it should take is not what it was. */
  refused({ model }: Pick<Served, 'model'>, credential: TenantCredential, code: ErrorCode): void {
    if (code === 'CONTEXT_WINDOW_EXCEEDED' || code === 'UNKNOWN_MODEL') this.#memory.forget(keyOf(model, credential));
  }

  #remember(asked: string, key: string): void {
    if (this.#latest.size >= 1_000 && !this.#latest.has(asked)) this.#latest.clear();
    this.#latest.set(asked, key);
  }

  async #inTurn(provider: LoadedProvider, model: ResolvedModel, credential: TenantCredential) {
    const { tenant } = credential;
    const underWay = this.#underWay.get(tenant) ?? 0;
    if (underWay >= mostAtOnce) return undefined;
    this.#underWay.set(tenant, underWay + 1);
    try {
      return await this.#probe(provider, model, credential);
    } finally {
      const left = this.#underWay.get(tenant)! - 1;
      if (left > 0) this.#underWay.set(tenant, left);
      else this.#underWay.delete(tenant);
    }
  }

  async #probe(
    { adapter, definition }: LoadedProvider,
    { providerModelId }: ResolvedModel,
    credential: TenantCredential,
  ): Promise<ProbedFacts | undefined> {
    const deadline = AbortSignal.timeout(this.deps.deadlineMs ?? defaultDeadlineMs);
    const sent: GuardedAttempt[] = [];
    const fetch: ProviderFetch = async (url, init = {}) => {
      if (!methods.has((init.method ?? 'GET').toUpperCase()) || sent.length >= mostRequests) {
        throw new ByomError('INTERNAL', `A probe sends at most ${mostRequests} requests, by GET or POST.`);
      }
      const attempt = this.deps.egress.attemptFetch({
        credential,
        auth: definition.auth,
        keyless: needsNoKey(definition),
        signal: deadline,
        maxResponseBytes: mostBytes,
      });
      sent.push(attempt);
      return attempt.fetch(url, init);
    };
    const { baseUrl, fields } = credential;
    const late = new Promise<undefined>((resolve) => {
      deadline.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    try {
      const asked = adapter.probe!(providerModelId, { fetch, baseUrl, fields, signal: deadline });
      const facts = await Promise.race([asked, late]);
      return facts === undefined ? undefined : believableFacts(cleaned(facts, sent));
    } catch {
      return undefined;
    } finally {
      for (const attempt of sent) attempt.release();
    }
  }
}

const cleaned = (facts: ProbedFacts, sent: readonly GuardedAttempt[]): ProbedFacts =>
  sent.reduce((clean, { cleaner }) => cleaner.value(clean), facts);
