interface Timer {
  readonly at: number;
  readonly order: number;
  readonly every: number | undefined;
  readonly fire: () => void;
}

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  setImmediate: globalThis.setImmediate,
  Date: globalThis.Date,
  performanceNow: performance.now.bind(performance),
};

/**
 * Hours in moments: replaces the timers and clocks of the process while `work` runs, and moves on to the next timer
 * whenever nothing is left to do. For work that waits for nothing but timers and promises.
 */
export async function inVirtualTime<T>(work: () => Promise<T>): Promise<T> {
  const heap: Timer[] = [];
  const live = new Map<number, Timer>();
  let now = 0;
  let made = 0;
  const earlier = (a: Timer, b: Timer) => a.at < b.at || (a.at === b.at && a.order < b.order);
  const push = (timer: Timer) => {
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!earlier(timer, heap[above]!)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = timer;
  };
  const pop = (): Timer | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === first) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && earlier(heap[below + 1]!, heap[below]!)) below += 1;
      if (!earlier(heap[below]!, last!)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last!;
    return first;
  };
  const start = (ms: number | undefined, every: boolean, fire: () => void) => {
    const order = (made += 1);
    const wait = Math.max(0, ms ?? 0);
    const timer = { at: now + wait, order, every: every ? wait : undefined, fire };
    live.set(order, timer);
    push(timer);
    return handle(order);
  };
  const handle = (order: number) => ({
    order,
    ref: () => handle(order),
    unref: () => handle(order),
    hasRef: () => true,
  });
  const clear = (timer: { readonly order: number } | undefined) => void live.delete(timer?.order ?? 0);
  Object.assign(globalThis, {
    setTimeout: (fire: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) =>
      start(ms, false, () => fire(...given)),
    setInterval: (fire: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) =>
      start(ms, true, () => fire(...given)),
    setImmediate: (fire: (...given: unknown[]) => void, ...given: unknown[]) => start(0, false, () => fire(...given)),
    clearTimeout: clear,
    clearInterval: clear,
  });
  const began = real.Date.now();
  globalThis.Date = class extends real.Date {
    static override now = () => began + now;

    constructor(...given: []) {
      if (given.length === 0) super(began + now);
      else super(...given);
    }
  } as DateConstructor;
  performance.now = () => now;
  try {
    let done = false;
    const result = work().finally(() => (done = true));
    result.catch(() => undefined);
    for (;;) {
      await new Promise((resolve) => real.setImmediate(resolve));
      if (done) return await result;
      const timer = pop();
      if (timer === undefined) throw new Error('Nothing is left to wait for, and the work is not done.');
      if (live.get(timer.order) !== timer) continue;
      live.delete(timer.order);
      now = Math.max(now, timer.at);
      if (timer.every !== undefined) {
        const next = { ...timer, at: now + timer.every };
        live.set(timer.order, next);
        push(next);
      }
      timer.fire();
    }
  } finally {
    Object.assign(globalThis, {
      setTimeout: real.setTimeout,
      clearTimeout: real.clearTimeout,
      setInterval: real.setInterval,
      clearInterval: real.clearInterval,
      setImmediate: real.setImmediate,
    });
    globalThis.Date = real.Date;
    performance.now = real.performanceNow;
  }
}
