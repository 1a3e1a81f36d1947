import type {
  CandidateRecord,
  OptimizationEvent,
  OptimizationPatch,
  OptimizationStore,
} from '../../optimization/optimization-store.js';
import { FencedError } from '../fenced-error.js';

const EVERY_MS = 400;

/**
 * Writes down what a run does, in order, one write at a time and not more often than anybody could read: of candidates and
 * progress only the newest state. A refused write means that another worker owns the run.
 */
export class OptimizationRecorder {
  private readonly candidates = new Map<string, CandidateRecord>();
  private readonly written = new Map<string, string>();
  private events: Omit<OptimizationEvent, 'cursor' | 'at'>[] = [];
  private patch: OptimizationPatch = {};
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: OptimizationStore,
    private readonly run: { readonly tenant: string; readonly id: string; readonly epoch: number },
    private readonly onFault: (error: unknown) => void,
  ) {}

  candidate(candidate: CandidateRecord): void {
    this.candidates.set(candidate.id, candidate);
    this.later();
  }

  event(event: Omit<OptimizationEvent, 'cursor' | 'at'>): void {
    this.events.push(event);
    this.later();
  }

  /** The newest progress, adaptations and leader. */
  change(patch: OptimizationPatch): void {
    this.patch = { ...this.patch, ...patch };
    this.later();
  }

  /** Writes everything now; fails with FencedError. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const before = this.writing ?? Promise.resolve();
    this.writing = before.catch(() => undefined).then(() => this.write());
    await this.writing;
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.candidates.clear();
    this.events = [];
    this.patch = {};
  }

  private later(): void {
    this.timer ??= setTimeout(() => {
      this.flush().catch(this.onFault);
    }, EVERY_MS);
  }

  private async write(): Promise<void> {
    const { tenant, id, epoch } = this.run;
    const { events, patch } = this;
    const candidates = [...this.candidates.values()];
    this.candidates.clear();
    this.events = [];
    this.patch = {};
    const kept = (written: boolean) => {
      if (!written) throw new FencedError();
    };
    for (const candidate of candidates) {
      const text = JSON.stringify(candidate);
      if (this.written.get(candidate.id) === text) continue;
      kept(await this.store.putCandidate(tenant, id, epoch, candidate));
      this.written.set(candidate.id, text);
    }
    // The state before the events that tell of it.
    if (Object.keys(patch).length > 0) kept(await this.store.update(tenant, id, epoch, patch));
    for (const event of events) kept(await this.store.appendEvent(tenant, id, epoch, event));
  }
}
