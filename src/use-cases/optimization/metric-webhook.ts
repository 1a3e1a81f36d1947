import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { pause } from '../../calls/pause.js';
import type { GuardedEgress } from '../../egress/guarded-egress.js';
import type { KeptScore, MetricScoreStore } from '../../optimization/metric-score-store.js';
import { PriorityLimiter } from '../../optimization/priority-limiter.js';
import type { Receiver, Scored } from '../../optimization/scoring/metric.js';
import { readWebhookScore } from '../../optimization/scoring/read-webhook-score.js';
import { ByomError, ProviderError, type JsonObject, type JsonValue } from '../../sdk/index.js';
import type { TenantSecret } from '../../vault/tenant-secret.js';

export interface MetricWebhookDeps {
  readonly egress: Pick<GuardedEgress, 'attemptFetch'>;
  readonly scores: MetricScoreStore;
  readonly tenant: string;
  readonly optimization: string;
  /** Posts at once. */
  readonly concurrency: number;
  /** Of the run; its end ends every post. */
  readonly signal: AbortSignal;
  readonly secret: (sealed: string) => Promise<TenantSecret | null>;
  readonly timeoutMs?: number;
  readonly waitsMs?: readonly number[];
}

const MOST_BYTES = 64 * 1024;
const TIMEOUT_MS = 10_000;
/** Before the second and the third try. */
const WAITS_MS = [500, 2_000];
/** A receiver may ask for a longer wait, within reason. */
const LONGEST_WAIT_MS = 10_000;

class Again extends Error {
  constructor(
    readonly failure: ByomError,
    readonly afterMs?: number,
  ) {
    super(failure.message);
  }
}

const failed = (message: string) => new ByomError('METRIC_FAILED', message);

/** A run's way to the customer's own scorer: signed, retried, bounded, and asked only once about the same answer. */
export class MetricWebhook {
  private readonly limiter: PriorityLimiter;
  private readonly asked = new Map<string, Promise<KeptScore>>();
  private readonly secrets = new Map<string, Promise<TenantSecret | null>>();

  private readonly aborter = new AbortController();

  constructor(private readonly deps: MetricWebhookDeps) {
    this.limiter = new PriorityLimiter(deps.concurrency);
    setMaxListeners(0, this.aborter.signal);
    if (deps.signal.aborted) this.close();
    deps.signal.addEventListener('abort', () => this.close(), { once: true });
  }

  /** Ends every post; what is asked from now on fails with CANCELLED. */
  close(): void {
    this.aborter.abort();
  }

  /** Fails with METRIC_FAILED where no score is to be had. */
  async score(receiver: Receiver, body: JsonObject): Promise<Scored> {
    const key = createHash('sha256')
      .update(JSON.stringify([receiver.url, body['exampleId'], body['output']]))
      .digest('hex');
    let kept = this.asked.get(key);
    if (kept === undefined) {
      kept = this.find(key, receiver, body);
      this.asked.set(key, kept);
      kept.catch(() => this.asked.delete(key));
    }
    const { score, feedback } = await kept;
    if (score === null) throw failed(feedback);
    return { score, feedback };
  }

  private async find(key: string, receiver: Receiver, body: JsonObject): Promise<KeptScore> {
    const { scores, tenant, optimization } = this.deps;
    const before = await scores.find(tenant, optimization, key);
    if (before !== undefined) return before;
    const asked = await this.limiter.run(0, () => this.ask(key, receiver, JSON.stringify(body)));
    return scores.keep(tenant, optimization, key, asked);
  }

  private async ask(key: string, receiver: Receiver, body: string): Promise<KeptScore> {
    const { waitsMs = WAITS_MS } = this.deps;
    const { signal } = this.aborter;
    // The same for every try, of this worker or of the one after it.
    const delivery = createHash('sha256').update(`${this.deps.optimization} ${key}`).digest('hex').slice(0, 32);
    for (let go = 0; ; go += 1) {
      if (signal.aborted) throw new ByomError('CANCELLED', 'The run has ended.');
      try {
        return readWebhookScore(await this.post(receiver, body, delivery));
      } catch (error) {
        if (signal.aborted) throw new ByomError('CANCELLED', 'The run has ended.');
        const wait = error instanceof Again ? waitsMs[go] : undefined;
        if (error instanceof Again && wait !== undefined) {
          await pause(Math.min(LONGEST_WAIT_MS, Math.max(wait, error.afterMs ?? 0)), signal).catch(() => undefined);
          continue;
        }
        const why = error instanceof Again ? error.failure : error;
        if (!ByomError.is(why) || why.code !== 'METRIC_FAILED') throw why;
        return { score: null, feedback: why.message };
      }
    }
  }

  /** One try. Fails with `Again` where another may do better. */
  private async post({ url, sealedSecret }: Receiver, body: string, delivery: string): Promise<JsonValue> {
    const { timeoutMs = TIMEOUT_MS } = this.deps;
    const { signal } = this.aborter;
    const secret = await this.secretOf(sealedSecret);
    const aborter = new AbortController();
    let late = false;
    const abort = () => aborter.abort();
    const timer = setTimeout(() => {
      late = true;
      abort();
    }, timeoutMs);
    signal.addEventListener('abort', abort, { once: true });
    const attempt = this.deps.egress.attemptFetch({
      credential: { origin: new URL(url).origin, secret },
      auth: { kind: 'signature' },
      // One without a secret of its receiver's is not signed.
      keyless: true,
      signal: aborter.signal,
      maxResponseBytes: MOST_BYTES,
    });
    try {
      const response = await attempt.fetch(url, { method: 'POST', headers: { 'x-byom-delivery': delivery }, body });
      const { status } = response;
      if (status === 429 || status >= 500) {
        throw new Again(
          failed(`The webhook answered with status ${status} ${this.tries} times.`),
          1_000 * Number(response.headers.get('retry-after') ?? 0) || 0,
        );
      }
      const text = await response.text();
      if (!response.ok) throw failed(`The webhook answered with status ${status} where 200 is expected.`);
      let answer: JsonValue;
      try {
        answer = JSON.parse(text) as JsonValue;
      } catch {
        throw failed('The webhook\'s answer is not JSON. It should be {"score": 0..1, "feedback": "why"}.');
      }
      return attempt.cleaner.value(answer);
    } catch (error) {
      if (error instanceof Again || (ByomError.is(error) && error.code === 'METRIC_FAILED') || signal.aborted)
        throw error;
      if (late) throw new Again(failed(`The webhook did not answer within ${timeoutMs / 1000} seconds.`));
      throw explained(error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      attempt.release();
    }
  }

  private get tries(): number {
    return (this.deps.waitsMs ?? WAITS_MS).length + 1;
  }

  private secretOf(sealed: string | undefined): Promise<TenantSecret | null> {
    if (sealed === undefined) return Promise.resolve(null);
    const opened = this.secrets.get(sealed) ?? this.deps.secret(sealed);
    this.secrets.set(sealed, opened);
    return opened;
  }
}

/** What egress says, in the words of a webhook. */
function explained(error: unknown): unknown {
  if (!ByomError.is(error)) return error;
  if (error.code === 'ENDPOINT_BLOCKED') {
    return failed('The webhook may not be called from this server: its address is not public, and not allowed.');
  }
  if (error.code === 'PROVIDER_UNREACHABLE') return new Again(failed('The webhook cannot be reached.'));
  if (ProviderError.is(error) && (error.failure.status ?? 0) >= 300 && (error.failure.status ?? 0) < 400) {
    return failed('The webhook redirects, which is not followed: give the address that it redirects to.');
  }
  if (error.code === 'PROVIDER_PROTOCOL') {
    return failed(`The webhook's answer cannot be taken: it is compressed, no HTTP, or over ${MOST_BYTES / 1024} KB.`);
  }
  return error;
}
