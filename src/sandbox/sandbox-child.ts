import { spawn, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import { ByomError } from '../sdk/index.js';
import { childCommand, type ChildCommand } from './child-command.js';
import { Frames, toFrame } from './frames.js';
import { sandboxLimits } from './sandbox-limits.js';
import { processorTime } from './processor-time.js';
import { readVerdict, type Question, type Verdict } from './verdict.js';

/** How a child ended before it answered. */
export class ChildEnded extends Error {
  constructor(readonly why: 'late' | 'killed' | 'garbage' | 'died') {
    super(`The sandbox ended: ${why}.`);
  }
}

interface Waiting {
  readonly n: number;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: Error) => void;
  readonly timers: readonly NodeJS.Timeout[];
}

const LOOK_MS = 100;
const TOO_LARGE = "An example and its answer are too large for the metric's code.";

/** One disposable process, asked one thing at a time. Whatever it does, it can only answer, or be killed. */
export class SandboxChild {
  private waiting: Waiting | undefined;
  private ended: ChildEnded | undefined;
  private asked = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly guardian: ChildProcess,
  ) {
    const frames = new Frames(sandboxLimits.answerBytes);
    child.stdout!.on('data', (chunk: Buffer) => {
      try {
        for (const said of frames.take(chunk)) this.hear(said);
      } catch {
        this.end('garbage');
      }
    });
    for (const stream of [child.stdin!, child.stdout!, guardian.stdin!]) stream.on('error', () => undefined);
    for (const each of [child, guardian]) each.on('error', () => this.end('died'));
    child.once('exit', () => this.end('died'));
  }

  /** Fails with ChildEnded. */
  static async start({ file, args }: ChildCommand = childCommand()): Promise<SandboxChild> {
    // In a group of its own, so that the terminal's Ctrl-C goes to the server alone.
    const child = spawn(file, args, { env: {}, cwd: '/', detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
    // Its pipe closes with our process, however that ends; a child that computes would not look.
    const script = 'while read -r _; do :; done; kill -KILL "$0" 2>/dev/null';
    const guardian = spawn('/bin/sh', ['-c', script, String(child.pid ?? 0)], {
      env: {},
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const started = new SandboxChild(child, guardian);
    try {
      // After the server in every queue for a processor.
      if (child.pid !== undefined) setPriority(child.pid, 5);
    } catch {
      // It is gone already, which is told below.
    }
    await started.answerTo(0, sandboxLimits.startMs);
    return started;
  }

  get isOver(): boolean {
    return this.ended !== undefined;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Fails with ChildEnded, `late` where the time was over. */
  async ask(question: Omit<Question, 'n'>): Promise<Verdict> {
    if (this.ended !== undefined) throw this.ended;
    const n = (this.asked += 1);
    const frame = toFrame({ n, ...question });
    if (frame.length > sandboxLimits.questionBytes) throw new ByomError('METRIC_FAILED', TOO_LARGE);
    const answer = this.answerTo(n, sandboxLimits.wallMs, question.cpuMs + sandboxLimits.moreCpuMs);
    this.child.stdin!.write(frame);
    const verdict = await answer;
    if ('last' in verdict && verdict.last) this.kill();
    return verdict;
  }

  kill(): void {
    this.end('killed');
  }

  private answerTo(n: number, withinMs: number, cpuMs = Infinity): Promise<Verdict> {
    const pid = this.child.pid ?? 0;
    const before = processorTime(pid);
    const look = () => {
      if (before !== undefined && (processorTime(pid) ?? before) - before > cpuMs) this.end('late');
    };
    return new Promise((resolve, reject) => {
      const timers = [setTimeout(() => this.end('late'), withinMs), setInterval(look, LOOK_MS)];
      this.waiting = { n, resolve, reject, timers };
      if (this.ended !== undefined) this.settle()?.reject(this.ended);
    });
  }

  private hear(said: unknown): void {
    const verdict = readVerdict(said);
    // It speaks when it is asked, and of what it is asked.
    if (verdict === undefined || verdict.n !== this.waiting?.n) return this.end('garbage');
    this.settle()?.resolve(verdict);
  }

  private settle(): Waiting | undefined {
    const waiting = this.waiting;
    this.waiting = undefined;
    for (const timer of waiting?.timers ?? []) clearTimeout(timer);
    return waiting;
  }

  private end(why: ChildEnded['why']): void {
    if (this.ended !== undefined) return;
    this.ended = new ChildEnded(why);
    this.guardian.kill('SIGKILL');
    this.child.kill('SIGKILL');
    this.child.stdin?.destroy();
    this.child.stdout?.destroy();
    this.settle()?.reject(this.ended);
  }
}
