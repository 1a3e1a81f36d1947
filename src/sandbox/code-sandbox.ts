import { ByomError, type JsonObject } from '../sdk/index.js';
import { faultError } from './fault-error.js';
import { ChildEnded, SandboxChild } from './sandbox-child.js';
import { sandboxLimits } from './sandbox-limits.js';
import type { SandboxSlots } from './sandbox-slots.js';
import type { Verdict } from './verdict.js';

/** What one score came to, as the code said it. */
export interface CodeScore {
  readonly score: number;
  readonly feedback: string;
}

interface Asked {
  readonly code: string;
  readonly body?: JsonObject;
  /** Once more, where the child died of what may not have been its doing. */
  readonly again?: boolean;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: unknown) => void;
}

/** What is likely the cause of a child's end, of which it cannot tell itself. */
const faultOf = { late: 'timeout', died: 'memory', garbage: 'garbage', killed: 'memory' } as const;

/** How long a child stays while others wait for one, and how long it stays without work. */
const TURN_MS = 1_000;
const IDLE_MS = 2_000;

/** One user's child, never another's: begun when there is something to score, and anew after a kill. */
export class CodeSandbox {
  private readonly waiting: Asked[] = [];
  private readonly aborter = new AbortController();
  private working = false;
  private wake: (() => void) | undefined;
  private child: SandboxChild | undefined;

  constructor(
    private readonly slots: SandboxSlots,
    private readonly tenant: string,
    private readonly refuse: () => void = () => undefined,
    private readonly cpuMs: number = sandboxLimits.cpuMs,
  ) {}

  /** The child that works now. */
  get pid(): number | undefined {
    return this.child?.isOver === false ? this.child.pid : undefined;
  }

  /** Fails with BAD_USER_INPUT, SANDBOX_TIMEOUT or SANDBOX_MEMORY where the code is no function. */
  async check(code: string): Promise<void> {
    await this.ask(code);
  }

  /** Fails with METRIC_FAILED, SANDBOX_TIMEOUT or SANDBOX_MEMORY where there is no score; with CANCELLED once closed. */
  async score(code: string, body: JsonObject): Promise<CodeScore> {
    const verdict = await this.ask(code, body);
    if ('fault' in verdict || verdict.score === undefined) throw new Error('A score was asked for, and none given.');
    return { score: verdict.score, feedback: verdict.feedback ?? '' };
  }

  /** Kills the child; what is asked and will be asked fails with CANCELLED. */
  close(): void {
    this.aborter.abort();
    this.child?.kill();
    this.wake?.();
    for (const { reject } of this.waiting.splice(0)) reject(closed());
  }

  private async ask(code: string, body?: JsonObject): Promise<Verdict> {
    if (this.aborter.signal.aborted) throw closed();
    this.refuse();
    const verdict = await new Promise<Verdict>((resolve, reject) => {
      this.waiting.push({ code, body, resolve, reject });
      this.wake?.();
      if (!this.working) void this.work();
    });
    if ('fault' in verdict) throw faultError(verdict);
    return verdict;
  }

  private async work(): Promise<void> {
    this.working = true;
    try {
      while (this.waiting.length > 0) {
        const release = await this.slots.take(this.tenant, this.aborter.signal);
        try {
          await this.turn();
        } finally {
          this.child?.kill();
          release();
        }
      }
    } catch (error) {
      const why = this.aborter.signal.aborted ? closed() : error;
      for (const { reject } of this.waiting.splice(0)) reject(why);
    } finally {
      this.working = false;
    }
  }

  private async turn(): Promise<void> {
    const child = (this.child = await SandboxChild.start());
    if (this.aborter.signal.aborted) throw closed();
    const until = Date.now() + TURN_MS;
    while (!child.isOver && !(this.slots.wanted && Date.now() > until) && (await this.more())) {
      await this.answer(child, this.waiting.shift()!);
    }
  }

  private async answer(child: SandboxChild, asked: Asked): Promise<void> {
    const { code, body, again = false, resolve, reject } = asked;
    try {
      resolve(await child.ask({ code, body, cpuMs: this.cpuMs }));
    } catch (error) {
      if (this.aborter.signal.aborted) reject(closed());
      else if (!(error instanceof ChildEnded)) reject(error);
      else if (error.why === 'died' && !again) this.waiting.unshift({ ...asked, again: true });
      else reject(faultError({ n: 0, fault: faultOf[error.why] }));
    }
  }

  /** Waits a little for more to do, unless somebody else waits for the slot. */
  private async more(): Promise<boolean> {
    if (this.waiting.length === 0 && !this.slots.wanted) {
      await new Promise<void>((resolve) => {
        const forget = this.slots.onWanted(resolve);
        const timer = setTimeout(resolve, IDLE_MS);
        this.wake = () => {
          clearTimeout(timer);
          forget();
          resolve();
        };
      });
      this.wake?.();
      this.wake = undefined;
    }
    return this.waiting.length > 0 && !this.aborter.signal.aborted;
  }
}

const closed = () => new ByomError('CANCELLED', 'The run has ended.');
