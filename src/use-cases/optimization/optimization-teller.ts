import type {
  CandidateRecord,
  OptimizationRecord,
  OptimizationStore,
  Progress,
} from '../../optimization/optimization-store.js';
import type { ErrorCode } from '../../sdk/index.js';
import type { CallPurpose, Ledger } from '../../usage/ledger.js';
import type { OptimizationRecorder } from './optimization-recorder.js';

const MOST_KNOWN = 1_000;
const RETRYING_EVERY_MS = 5_000;
const PROGRESS_EVERY_MS = 1_000;

/** Tells those who follow a run what happens: nothing twice after a restart, and nothing more often than is of use. */
export class OptimizationTeller {
  private state: Progress;
  private retries = new Map<ErrorCode, number>();
  private retriesTold = 0;
  private unscoredTold = 0;
  private progressTold = 0;
  private led = false;
  private readonly cachedUses = new Map<
    string,
    { readonly model: string; readonly purpose: CallPurpose; times: number }
  >();

  private constructor(
    private readonly ledger: Ledger,
    private readonly record: OptimizationRecord,
    private readonly recorder: OptimizationRecorder,
    private readonly done: () => number,
    /** Of a run before this one. */
    private readonly knownCandidates: ReadonlySet<string>,
  ) {
    this.state = record.progress;
  }

  static async start(
    store: OptimizationStore,
    ledger: Ledger,
    record: OptimizationRecord,
    recorder: OptimizationRecorder,
    done: () => number,
  ): Promise<OptimizationTeller> {
    const known = await store.candidates(record.tenant, record.id, { first: MOST_KNOWN });
    return new OptimizationTeller(ledger, record, recorder, done, new Set(known.items.map(({ item }) => item.id)));
  }

  candidate(record: CandidateRecord): void {
    if (!this.knownCandidates.has(record.id))
      this.recorder.event({ kind: 'candidate', candidate: record.id, message: record.origin });
  }

  leads(record: CandidateRecord, validationMean: number): void {
    this.led = true;
    this.state = { ...this.state, bestValidation: validationMean };
    this.recorder.change({ best: record.id });
    this.progress();
    if (this.record.best === record.id || (this.record.best !== undefined && this.knownCandidates.has(record.id)))
      return;
    this.recorder.event({
      kind: 'improved',
      candidate: record.id,
      message: `${record.origin}: ${validationMean.toFixed(3)} on the validation examples`,
    });
  }

  phase(name: string): void {
    this.state = { ...this.state, phase: name };
    this.progress();
  }

  progress(): void {
    const callsDone = this.done();
    const fraction = Math.min(0.99, callsDone / Math.max(1, this.state.callsPlanned));
    // A run that begins anew over what is stored is soon where it was.
    this.state = { ...this.state, callsDone, fraction: Math.max(fraction, this.state.fraction) };
    this.recorder.change({ progress: this.state });
    const now = performance.now();
    if (now - this.progressTold < PROGRESS_EVERY_MS) return;
    this.progressTold = now;
    const best = this.led ? `, best ${this.state.bestValidation?.toFixed(3)}` : '';
    this.recorder.event({ kind: 'progress', message: `${this.state.phase}: ${callsDone} calls${best}` });
  }

  retrying(code: ErrorCode): void {
    this.retries.set(code, (this.retries.get(code) ?? 0) + 1);
    const now = performance.now();
    if (now - this.retriesTold < RETRYING_EVERY_MS && this.retriesTold > 0) return;
    this.retriesTold = now;
    const counts = [...this.retries].map(([name, count]) => `${name} ${count} times`).join(', ');
    this.retries.clear();
    this.recorder.event({ kind: 'retrying', message: `The provider could not answer at once: ${counts}.` });
  }

  unscored(message: string): void {
    const now = performance.now();
    if (now - this.unscoredTold < RETRYING_EVERY_MS && this.unscoredTold > 0) return;
    this.unscoredTold = now;
    this.recorder.event({ kind: 'progress', message });
  }

  cached(model: string, purpose: CallPurpose): void {
    const key = `${model} ${purpose}`;
    const use = this.cachedUses.get(key) ?? { model, purpose, times: 0 };
    use.times += 1;
    this.cachedUses.set(key, use);
  }

  /** Says how often answers were used again; only accounts, so a failure to write it harms nothing. */
  async countCached(): Promise<void> {
    const { tenant, id } = this.record;
    for (const { model, purpose, times } of this.cachedUses.values()) {
      await this.ledger.countCached({ tenant, job: id, model, purpose }, times).catch(() => undefined);
    }
    this.cachedUses.clear();
  }
}
