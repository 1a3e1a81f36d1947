import type { ProgressEvent } from './follow-optimization.js';
import { say, styled } from '../terminal.js';

const clear = '\r\u001b[2K';
const percent = (share: number) => `${Math.round(share * 100)}%`.padStart(4);

function line({ optimization: { progress } }: ProgressEvent): string {
  const best = progress.bestValidation === null ? '' : `  best so far ${(progress.bestValidation * 100).toFixed(1)}%`;
  return `${percent(progress.fraction)}  ${progress.callsDone} of ${progress.callsPlanned} calls  ${progress.phase}${best}`;
}

/** A bar that moves where there is a terminal; plain lines, a few of them, where there is none. */
export class ProgressDisplay {
  #tenth = -1;
  #phase = '';
  readonly #live = process.stdout.isTTY;

  show(event: ProgressEvent): void {
    const { progress } = event.optimization;
    if (event.kind === 'IMPROVED' || event.kind === 'RETRYING' || event.kind === 'PAUSED') {
      this.end();
      say(
        `  ${event.kind === 'IMPROVED' ? styled('green', 'better') : event.kind.toLowerCase()}  ${event.message ?? line(event)}`,
      );
    }
    if (this.#live) {
      const width = 24;
      const done = Math.round(Math.min(1, progress.fraction) * width);
      const bar = styled('cyan', '█'.repeat(done)) + styled('dim', '░'.repeat(width - done));
      process.stdout.write(`${clear}  ${bar} ${line(event)}`.slice(0, 20 + (process.stdout.columns || 80)));
      return;
    }
    const tenth = Math.floor(progress.fraction * 10);
    if (tenth === this.#tenth && progress.phase === this.#phase) return;
    this.#tenth = tenth;
    this.#phase = progress.phase;
    say(`  ${line(event)}`);
  }

  /** Leaves the terminal clean for what comes next. */
  end(): void {
    if (this.#live) process.stdout.write(clear);
  }
}
