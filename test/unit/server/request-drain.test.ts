import { describe, expect, it } from '@jest/globals';
import { RequestDrain } from '../../../src/server/request-drain.js';

describe('draining', () => {
  it('waits for what is under way, and takes no more', async () => {
    const drain = new RequestDrain();
    const [first, second] = [drain.begin(), drain.begin()];
    let drained = false;
    const done = drain.drain(5_000).then(() => (drained = true));
    expect(() => drain.begin()).toThrow(expect.objectContaining({ code: 'OVERLOADED', retryable: true }));
    first();
    first();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(drained).toBe(false);
    second();
    await done;
  });

  it('waits no longer than it is told to', async () => {
    const drain = new RequestDrain();
    drain.begin();
    await drain.drain(10);
    expect(drain.draining).toBe(true);
  });

  it('has nothing to wait for where nothing is under way', async () => {
    const drain = new RequestDrain();
    drain.begin()();
    await drain.drain(60_000);
  });
});
