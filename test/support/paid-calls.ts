import { ProviderError, type ErrorCode, type JsonValue, type Message } from '../../src/sdk/index.js';
import { ByomError } from '../../src/sdk/index.js';
import type { Ledger, Settlement } from '../../src/usage/ledger.js';
import { callKeyOf } from '../../src/use-cases/call-key.js';
import { overBudgetError } from '../../src/use-cases/over-budget-error.js';
import { FencedError } from '../../src/use-cases/fenced-error.js';
import type { CallOutcome, CallSpec } from '../../src/use-cases/make-call.js';

export interface PaidCallsOptions {
  readonly model: (messages: readonly Message[], sample: number, ref: string) => string;
  readonly latencyMs?: () => number;
  /** What becomes of the nth request: an answer where undefined. */
  readonly fault?: (request: number, spec: CallSpec) => ErrorCode | undefined;
  /** For all models alike, or by the model's ref. */
  readonly usdPerCall?: number | ((ref: string) => number);
}

/** What stands for `MakeCall` where a provider is not the point: reserves, settles, tries again, counts what is sent. */
export class PaidCalls {
  sent = 0;
  readonly sentKeys: string[] = [];
  inFlight = 0;
  mostInFlight = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly options: PaidCallsOptions,
  ) {}

  private usdOf({ model }: CallSpec): number | null {
    const { usdPerCall = null } = this.options;
    return typeof usdPerCall === 'function' ? usdPerCall(model.ref) : usdPerCall;
  }

  async run(spec: CallSpec): Promise<CallOutcome> {
    const callKey = callKeyOf(spec);
    const known = spec.known?.get(callKey);
    const outcomeOf = (answer: JsonValue, cached: boolean, totalMs: number) =>
      ({
        ...(answer as object),
        adaptations: [],
        attempts: [],
        latency: { totalMs, overheadMs: 0 },
        cached,
        callKey,
      }) as unknown as CallOutcome;
    if (known !== undefined) return outcomeOf(known, true, 0);
    for (let attempt = 1; ; attempt += 1) {
      if (spec.signal?.aborted) throw new ByomError('CANCELLED', 'It was cancelled.');
      const intent = {
        tenant: spec.tenant,
        job: spec.job.id,
        epoch: spec.job.epoch,
        callKey,
        attempt,
        provider: spec.provider.definition.id,
        model: spec.model.ref,
        credential: null,
        purpose: spec.purpose,
        reserved: { usd: (this.usdOf(spec) ?? 0) * 3, tokens: 1000 },
      };
      const reservation = await this.ledger.reserve(intent);
      if (reservation.kind === 'answered') return outcomeOf(reservation.answer, true, 0);
      if (reservation.kind === 'fenced') throw new FencedError();
      if (reservation.kind === 'exhausted') {
        throw new ByomError('BUDGET_EXCEEDED', 'No budget.', { details: { limit: reservation.limit } });
      }
      if (reservation.kind === 'over-budget') throw overBudgetError(reservation.budget);
      this.sent += 1;
      this.sentKeys.push(callKey);
      const fault = this.options.fault?.(this.sent, spec);
      this.inFlight += 1;
      this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
      const latency = this.options.latencyMs?.() ?? 0;
      await new Promise((resolve) => (latency > 0 ? setTimeout(resolve, latency) : setImmediate(resolve)));
      this.inFlight -= 1;
      if (spec.signal?.aborted) {
        await this.ledger.settle(intent, reservation.id, { kind: 'in-doubt', errorCode: 'CANCELLED' });
        throw new ByomError('CANCELLED', 'It was cancelled.');
      }
      if (fault !== undefined) {
        const settlement: Settlement = {
          kind: fault === 'PROVIDER_TIMEOUT' ? 'in-doubt' : 'refused',
          errorCode: fault,
        };
        await this.ledger.settle(intent, reservation.id, settlement);
        const error = new ProviderError(fault, 'It failed.');
        if (!error.retryable || attempt === 3) throw error;
        spec.onRetry?.(fault, 0);
        continue;
      }
      const text = this.options.model(spec.request.messages, spec.sample ?? 0, spec.model.ref);
      const usd = this.usdOf(spec);
      const usage = { inputTokens: 80, outputTokens: 20, cachedInputTokens: 0, reasoningTokens: 0 };
      const answer = {
        completion: { choices: [{ text, finishReason: 'stop', toolCalls: [] }] },
        usage: { ...usage, estimated: false },
        usd,
      };
      await this.ledger.settle(intent, reservation.id, { kind: 'answered', answer, usage, usd });
      return outcomeOf(answer, false, latency);
    }
  }
}
