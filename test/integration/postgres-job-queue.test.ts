import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BullmqJobQueue } from '../../src/postgres/bullmq-job-queue.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let queues: BullmqJobQueue[];
const queue = () => {
  const made = new BullmqJobQueue({ url: database.url, leaseSeconds: 1, retryDelayMs: 20 });
  queues.push(made);
  return made;
};
beforeEach(async () => {
  queues = [];
  database = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(queues.map((one) => one.close()));
  await database.drop();
});
const until = async (condition: () => boolean) => {
  while (!condition()) await sleep(10);
};
const aborted = async (signal: AbortSignal) => {
  if (!signal.aborted) await once(signal, 'abort');
};

test('a job runs once, however often it is enqueued while it waits or runs', async () => {
  const ran: string[] = [];
  const one = queue();
  await Promise.all([1, 2, 3].map(() => one.enqueue({ id: 'opt-a', tenant: 't1' })));
  await one.work(2, async (job) => {
    ran.push(`${job.tenant} ${job.id}`);
    await one.enqueue(job);
    await sleep(50);
  });
  await one.enqueue({ id: 'opt-b', tenant: 't2' });
  await until(() => ran.length >= 2);
  await sleep(150);
  expect(ran.toSorted()).toEqual(['t1 opt-a', 't2 opt-b']);
});

test('a closed queue aborts its handlers and waits for them; the job goes on at the next start', async () => {
  const first = queue();
  let ended = false;
  let began = false;
  await first.enqueue({ id: 'opt-a', tenant: 't1' });
  await first.work(1, async (_job, signal) => {
    began = true;
    await aborted(signal);
    await sleep(30);
    ended = true;
  });
  await until(() => began);
  await first.close();
  expect(ended).toBe(true);
  let again = '';
  const at = Date.now();
  await queue().work(1, async ({ id }) => void (again = id));
  await until(() => again !== '');
  expect(again).toBe('opt-a');
  expect(Date.now() - at).toBeLessThan(1_000);
});

test('a handler that fails is tried again', async () => {
  let runs = 0;
  const one = queue();
  await one.enqueue({ id: 'opt-a', tenant: 't1' });
  await one.work(1, async () => {
    runs += 1;
    if (runs < 3) throw new Error('not yet');
  });
  await until(() => runs === 3);
});

test('a job that was given up is tried again when it is enqueued again', async () => {
  let runs = 0;
  const one = queue();
  await one.enqueue({ id: 'opt-a', tenant: 't1' });
  await one.work(1, async () => {
    runs += 1;
    if (runs <= 5) throw new Error('no');
  });
  await until(() => runs === 5);
  await sleep(100);
  await one.enqueue({ id: 'opt-a', tenant: 't1' });
  await until(() => runs === 6);
});

const worker = `
  const [, bundle, url] = process.argv;
  const { BullmqJobQueue } = await import(bundle);
  await new BullmqJobQueue({ url, leaseSeconds: 1 }).work(1, async ({ id }, signal) => {
    process.stdout.write('began ' + id + '\\n');
    const alive = setInterval(() => {}, 1000);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    clearInterval(alive);
    process.stdout.write('aborted\\n');
  });`;

/** A worker in a process of its own that holds the job until it is told to stop. */
async function workerWithJob(id: string): Promise<{ child: ChildProcess; told: () => string }> {
  const bundles = process.env.BYOM_TEST_BUNDLES!;
  const script = ['--input-type=module', '-e', worker, join(bundles, 'bullmq-job-queue.mjs'), database.url];
  const child = spawn(process.execPath, script, { cwd: bundles, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await queue().enqueue({ id, tenant: 't1' });
  await until(() => output.includes(`began ${id}`));
  return { child, told: () => output };
}

test('a job whose worker is killed is taken by another soon', async () => {
  const { child } = await workerWithJob('opt-a');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const at = Date.now();
  let taken = '';
  await queue().work(1, async ({ id }) => void (taken = id));
  await until(() => taken !== '');
  expect(taken).toBe('opt-a');
  expect(Date.now() - at).toBeLessThan(4_000);
});

test('a worker that was frozen past its lease loses its job to another, and is told when it thaws', async () => {
  const { child, told } = await workerWithJob('opt-a');
  try {
    child.kill('SIGSTOP');
    const taken: string[] = [];
    await queue().work(1, async ({ id }, signal) => {
      taken.push(id);
      await aborted(signal);
    });
    await until(() => taken.length > 0);
    child.kill('SIGCONT');
    await until(() => told().includes('aborted'));
    await sleep(100);
    expect(taken).toEqual(['opt-a']);
  } finally {
    child.kill('SIGKILL');
  }
});
