import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, test } from '@jest/globals';
import { SandboxChild } from '../../src/sandbox/sandbox-child.js';
import { memoryOf } from '../support/memory-of.js';

/** A child that was taken over: it runs what it likes, after it said that it is ready. */
const takenOver = (program: string) => ({
  file: process.execPath,
  args: [
    '-e',
    `const frame = (text) => { const head = Buffer.alloc(4); head.writeUInt32BE(Buffer.byteLength(text)); return Buffer.concat([head, Buffer.from(text)]) };
     const say = (said) => process.stdout.write(frame(JSON.stringify(said)));
     process.stdout.on('error', () => process.exit());
     say({ n: 0 });
     ${program}`,
  ],
});

const onQuestion = (program: string) => `process.stdin.once('data', () => { ${program} });`;
const question = { code: '() => 1', cpuMs: 500 };

describe('a child that was taken over', () => {
  test.each([
    ['says what is no JSON', onQuestion('process.stdout.write(frame("{"))'), 'garbage'],
    ['announces more than may come', onQuestion('process.stdout.write(Buffer.alloc(4, 255))'), 'garbage'],
    ['answers another question', onQuestion('say({ n: 7, score: 1 })'), 'garbage'],
    ['gives a score of its own making', onQuestion('say({ n: 1, score: 1e308 })'), 'garbage'],
    ['gives an object for feedback', onQuestion('say({ n: 1, score: 1, feedback: { toString: 1 } })'), 'garbage'],
    ['tells a fault in words of its own', onQuestion('say({ n: 1, fault: "threw", kind: "<script>" })'), 'garbage'],
    ['floods', onQuestion('for (;;) process.stdout.write(Buffer.alloc(65536, 1))'), 'garbage'],
    ['dies', onQuestion('process.exit(0)'), 'died'],
    ['computes for ever', onQuestion('for (;;);'), 'late'],
  ])('and %s hurts nobody but itself', async (_, program, why) => {
    const stall = monitorEventLoopDelay({ resolution: 1 });
    const child = await SandboxChild.start(takenOver(program));
    const before = memoryOf();
    stall.enable();
    await expect(child.ask(question)).rejects.toMatchObject({ why });
    stall.disable();
    expect(child.isOver).toBe(true);
    await expect(child.ask(question)).rejects.toMatchObject({ why });
    expect(stall.percentile(99) / 1e6).toBeLessThan(50);
    expect(memoryOf() - before).toBeLessThan(32 * 2 ** 20);
  });

  test('and answers twice is not believed the second time', async () => {
    const child = await SandboxChild.start(takenOver(onQuestion('say({ n: 1, score: 0.5 }); say({ n: 2, score: 1 })')));
    expect(await child.ask(question)).toMatchObject({ score: 0.5 });
    // The second answer may come in a piece of its own.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await expect(child.ask(question)).rejects.toMatchObject({ why: 'garbage' });
  });

  test('and reads nothing is killed with what it was sent', async () => {
    const child = await SandboxChild.start(takenOver('setInterval(() => {}, 1000); for (;;);'));
    const body = { text: 'x'.repeat(5_000_000) };
    await expect(child.ask({ ...question, body })).rejects.toMatchObject({ why: 'late' });
  });
});
