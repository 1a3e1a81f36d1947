import { setTimeout as sleep } from 'node:timers/promises';
import type { Claim } from './claim-data-directory.js';
import type { Postmaster } from './postmaster.js';

export interface ClaimedPostgres {
  readonly server: Postmaster;
  readonly claim: Claim;
}

const longestPauseMs = 5_000;

/** Starts a server again that ended without having been told to: at once, and then after longer and longer pauses. */
export class SupervisedPostgres {
  readonly #stopping = new AbortController();
  #reviving: Promise<void> | undefined;

  constructor(
    private running: ClaimedPostgres,
    private readonly again: () => Promise<ClaimedPostgres>,
    private readonly onChange: (now: 'ended' | 'back') => void = () => undefined,
  ) {
    this.#watch();
  }

  async stop(leave: () => Promise<void>): Promise<void> {
    this.#stopping.abort();
    await this.#reviving;
    await this.running.claim.release();
    await this.running.server.stop();
    await leave();
  }

  #watch(): void {
    this.running.claim.hold();
    const { child } = this.running.server;
    const ended = () => {
      if (!this.#stopping.signal.aborted) this.#reviving = this.#revive();
    };
    if (child.exitCode !== null || child.signalCode !== null) ended();
    else child.once('exit', ended);
  }

  async #revive(): Promise<void> {
    this.onChange('ended');
    await this.running.claim.release();
    const { signal } = this.#stopping;
    for (let pauseMs = 0; !signal.aborted; pauseMs = Math.min(2 * pauseMs + 100, longestPauseMs)) {
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        this.running = await this.again();
      } catch {
        continue;
      }
      this.onChange('back');
      this.#watch();
      return;
    }
  }
}
