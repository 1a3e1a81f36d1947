/** Calls that wait for money or for time: woken one after the other as others end, so that thousands may wait. */
export class WaitingCalls {
  private readonly forOthers: (() => void)[] = [];
  private readonly forTime = new Set<() => void>();

  /** Until another call has ended and it is this one's turn; `first`: before those that wait already. */
  turn(first: boolean): Promise<void> {
    return new Promise((resolve) => (first ? this.forOthers.unshift(resolve) : this.forOthers.push(resolve)));
  }

  /** For so many milliseconds. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.forTime.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.forTime.add(wake);
    });
  }

  wakeNext(most = 1): void {
    for (const wake of this.forOthers.splice(0, most)) wake();
  }

  wakeAll(): void {
    for (const wake of this.forOthers.splice(0)) wake();
    for (const wake of this.forTime) wake();
  }
}
