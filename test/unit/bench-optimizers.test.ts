import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf } from '../../bench/optimizers/bench-task.js';
import { BudgetReached, MeteredModel } from '../../bench/optimizers/metered-model.js';
import { writeReply } from '../../bench/optimizers/models/write-reply.js';
import { scoreRelay } from '../../bench/optimizers/optbench/score-relay.js';
import { help, readOptions } from '../../bench/optimizers/options.js';
import { runBenchmark } from '../../bench/optimizers/run-benchmark.js';
import type { Outcome } from '../../bench/optimizers/run-match.js';
import { settings } from '../../bench/optimizers/settings.js';

const folder = mkdtempSync(path.join(tmpdir(), 'byom-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('measures our strategies within a budget, on the data of the repository', async () => {
  const out = path.join(folder, 'out.jsonl');
  const options = readOptions([
    '--contestants=baseline,byom-auto,byom-few-shot',
    '--settings=sandbox/tickets,rules/desk,neighbour/tickets',
    '--budgets=150',
    '--seeds=1',
    '--against=byom-few-shot',
    `--out=${out}`,
  ]);
  if (options === 'help') throw new Error('No help was asked for.');
  const table = await runBenchmark(options, () => undefined);
  const outcomes = readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome);
  expect(outcomes).toHaveLength(3 * 3);
  for (const { contestant, taskCalls, refused, test, usd, tokens } of outcomes) {
    const none = contestant === 'baseline';
    expect(refused).toBe(0);
    expect(taskCalls).toBeLessThanOrEqual(none ? 0 : 150);
    expect(taskCalls).toBeGreaterThanOrEqual(none ? 0 : 60);
    expect(test).toBeGreaterThanOrEqual(0);
    expect(test).toBeLessThanOrEqual(1);
    expect([usd > 0, tokens > 0]).toEqual([!none, !none]);
  }
  const mean = (name: string) =>
    outcomes.filter(({ contestant }) => contestant === name).reduce((sum, { test }) => sum + test, 0) / 3;
  expect(mean('byom-auto')).toBeGreaterThan(mean('baseline') + 0.1);
  const again = readOptions([`--report=${out}`, '--against=byom-few-shot']);
  expect(again !== 'help' && (await runBenchmark(again, () => undefined))).toBe(table.trimEnd() + '\n');
  expect(table).toContain(`| byom-auto | ${mean('byom-auto').toFixed(3)} |`);
});

it('answers no task call beyond the budget, and counts what it answers', () => {
  const setting = settings.find(({ name }) => name === 'rules/desk')!;
  const task = setting.task();
  const model = new MeteredModel(setting.model.of(task), 2, 1);
  const ask = (message: string) => model.call('task', [{ role: 'user', content: message }]);
  ask(messageOf(task.train[0]!));
  ask('hello');
  expect(() => ask('hello')).toThrow(BudgetReached);
  model.call('proposal', [{ role: 'user', content: 'Improve the instruction.' }]);
  expect([model.bill('task').calls, model.bill('proposal').calls, model.refused]).toEqual([2, 1, 1]);
});

it('keeps the splits apart, and says what it runs on', () => {
  for (const setting of settings) {
    expect(help).toContain(setting.name);
    if (setting.missing !== undefined) continue;
    const { train, validation, test } = setting.task();
    const messages = [...train, ...validation, ...test].map(({ inputs }) => inputs['message']);
    expect(new Set(messages).size).toBe(messages.length);
    expect(Math.min(train.length, validation.length)).toBeGreaterThanOrEqual(30);
    expect(test.length).toBeGreaterThan(90);
  }
});

it('refuses options that mean nothing', () => {
  expect(() => readOptions(['--contestants', 'nobody'])).toThrow('no contestant');
  expect(() => readOptions(['--budgets', 'much'])).toThrow('whole numbers');
  expect(() => readOptions(['--settings', 'nowhere'])).toThrow('No setting');
});

it('asks the benchmark for scores in the name of a webhook', async () => {
  const asked: unknown[] = [];
  const scorer = createServer((request, response) => {
    request.on('data', (piece: Buffer) => asked.push([request.url, JSON.parse(piece.toString('utf8'))]));
    request.on('end', () => response.end(JSON.stringify({ score: 0.5, feedback: 'half' })));
  });
  await new Promise<void>((resolve) => scorer.listen(0, '127.0.0.1', resolve));
  const relay = await scoreRelay(`http://127.0.0.1:${(scorer.address() as AddressInfo).port}/v1`);
  const post = (body: string) => fetch(relay.url, { method: 'POST', body });
  const answer = await post(JSON.stringify({ exampleId: 'a', inputs: { input: 'x' }, expected: 'y', output: 'z' }));
  expect(await answer.json()).toEqual({ score: 0.5, feedback: 'half' });
  expect(asked).toEqual([['/v1/score', { id: 'a', output: 'z' }]]);
  expect((await post('nonsense')).status).toBe(500);
  await relay.close();
  scorer.closeAllConnections();
  await new Promise((resolve) => scorer.close(resolve));
});

it('lets a proposer answer in the form that it is asked for', () => {
  const lines = ['Base.', ['Old.', 'Kept.'], ['Kept.', 'New.']] as const;
  expect(JSON.parse(writeReply('Reply as {"edits": [...]}', ...lines))).toEqual({
    edits: [
      { remove: 'Old.', reason: expect.any(String) },
      { add: 'New.', reason: expect.any(String) },
    ],
  });
  expect(writeReply('Write a new instruction between <new_instruction> tags.', ...lines)).toBe(
    '<new_instruction>\nBase.\nKept.\nNew.\n</new_instruction>',
  );
});
