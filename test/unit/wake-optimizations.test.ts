import { expect, test } from '@jest/globals';
import type { Job } from '../../src/jobs/job-queue.js';
import type { OptimizationRecord } from '../../src/optimization/optimization-store.js';
import { WakeOptimizations } from '../../src/use-cases/wake-optimizations.js';

test('a run that is due reaches a worker though the queue, or another run, fails at first', async () => {
  const due = new Set(['a', 'b', 'c']);
  const broken = new Set(['b', 'queue']);
  const optimizations = {
    due: async () => [...due].map((id) => ({ id, tenant: 't' })),
    requestResume: async (tenant: string, id: string) => {
      if (broken.delete(id)) throw new Error('cut');
      due.delete(id);
      return { resumed: true, record: { id, tenant, turn: 1 } as OptimizationRecord };
    },
  };
  const enqueued: string[] = [];
  const enqueue = async ({ id }: Job) => {
    if (broken.delete('queue')) throw new Error('cut');
    enqueued.push(id);
  };
  const wake = new WakeOptimizations({ optimizations, queue: { enqueue } });
  for (let time = 0; time < 4; time += 1) await wake.run().catch(() => undefined);
  expect(enqueued).toEqual(['a', 'b', 'c']);
});
