import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MetricRuns } from '../support/metric-runs.js';
import { sandboxChildren } from '../support/sandbox-children.js';
import { waitUntil } from '../support/e2e-waiting.js';

const code = `
  const wrong = (expected) => 'belongs to ' + expected;
  ({ output, expected }) => ({ score: output.trim() === expected ? 1 : 0, feedback: wrong(expected) })`;
const onLinux = process.platform === 'linux' ? test : test.skip;
const none = () => sandboxChildren(process.pid).length === 0;

let runs: MetricRuns;
beforeAll(async () => {
  runs = await MetricRuns.open({ env: { BYOM_CODE_METRICS: 'on' } });
}, 30_000);
afterAll(() => runs.close());

describe("a metric in the customer's own code", () => {
  test('scores a run as the same metric of ours does, and tells the proposer why', async () => {
    const budget = { maxCalls: 120, maxConcurrency: 8 };
    const id = await runs.start('optimizePrompt', { kind: 'CODE', code }, { budget });
    expect(await runs.ended(id)).toMatchObject({ status: 'SUCCEEDED' });
    const proposal = runs.fake.requests.findLast(({ body }) => JSON.stringify(body).includes('<new_instruction>'));
    expect(JSON.stringify(proposal?.body)).toContain('belongs to ');
    const twin = await runs.start('evaluate', { kind: 'EXACT_MATCH', caseSensitive: true });
    const own = await runs.start('evaluate', { kind: 'CODE', code });
    expect((await runs.ended(own)).baseline).toEqual((await runs.ended(twin)).baseline);
    await waitUntil('no sandbox left', none);
  }, 40_000);

  test('may be a part of a composite', async () => {
    const parts = [
      { weight: 3, metric: { kind: 'CODE', code: '() => 1' } },
      { weight: 1, metric: { kind: 'CODE', code: '() => 0' } },
    ];
    const run = await runs.ended(await runs.start('evaluate', { kind: 'COMPOSITE', parts }));
    expect(run).toMatchObject({ status: 'SUCCEEDED', baseline: { mean: 0.75, examples: 40 } });
  }, 20_000);

  test.each([
    ['does not parse', '({ output } => 1', /^BAD_USER_INPUT: .*`code` is not valid JavaScript at line 1/],
    ['is no function', '1 + 1', /^BAD_USER_INPUT: .*is no function/],
    ['is too long', `() => 1 // ${'x'.repeat(20_000)}`, /^BAD_USER_INPUT: .*`code` has at most 20,000 characters/],
    ['is not there', undefined, /^BAD_USER_INPUT: .*needs its `code`/],
    ['never ends', 'for (;;);', /^SANDBOX_TIMEOUT: /],
    ['never ends over an answer', '() => { for (;;); }', /^SANDBOX_TIMEOUT: /],
    [
      'wants what is not there',
      '() => process.env',
      /^BAD_USER_INPUT: .*ReferenceError at line 1.* Tried with the first/,
    ],
    ['returns no score', '({ output, expected }) => output === expected', /^BAD_USER_INPUT: .*returned a boolean/],
  ])('that %s is refused before anything is called', async (_, given, message) => {
    const sent = runs.fake.requests.length;
    expect(await runs.refusal({ kind: 'CODE', code: given })).toMatch(message);
    expect(runs.fake.requests).toHaveLength(sent);
  });

  test('that fails over some answers leaves those out, and says so', async () => {
    const odd = `({ inputs }) => {
      const n = Number(/\\d+$/.exec(inputs.id)[0]);
      return [NaN, 2, 'x', null][n - 1] ?? 1;
    }`;
    const examples = Array.from({ length: 30 }, (_, n) => ({ inputs: { id: `text ${n}`, text: 'x' }, expected: 'y' }));
    const id = await runs.start('evaluate', { kind: 'CODE', code: odd }, { dataset: { examples } });
    const run = await runs.ended(id);
    expect(run).toMatchObject({ status: 'SUCCEEDED', baseline: { mean: 1, examples: 27 } });
    expect(run.result!.summary).toMatch(
      /3 answers could not be scored, and count for nothing\. The metric's code returned/,
    );
  }, 20_000);

  test('that fails over all answers ends the run with the reason, and keeps what there is', async () => {
    const loops = '({ output, expected }) => { if (output !== expected) for (;;); return 1 }';
    const ended = await runs.ended(await runs.start('evaluate', { kind: 'CODE', code: loops }));
    expect(ended).toMatchObject({ status: 'FAILED', reason: { code: 'SANDBOX_TIMEOUT' } });
    const throws = '({ output, expected }) => { if (output !== expected) output.not.there(); return 1 }';
    const thrown = await runs.ended(await runs.start('evaluate', { kind: 'CODE', code: throws }));
    expect(thrown).toMatchObject({
      status: 'FAILED',
      reason: { code: 'METRIC_FAILED', message: expect.stringMatching(/threw a TypeError at line 1, column \d+\.$/) },
    });
  }, 60_000);

  onLinux(
    'is ended with its run: a cancel kills the child in the middle of a loop',
    async () => {
      const loops =
        '({ output, expected }) => { if (output !== expected) [].includes.call({ length: 2 ** 53 - 1 }, 1); return 1 }';
      const id = await runs.start('evaluate', { kind: 'CODE', code: loops });
      await waitUntil('a call', () => runs.fake.requests.length > 0);
      await waitUntil('a child', () => !none(), { timeoutMs: 10_000, everyMs: 10 });
      await runs.server.client.request('mutation ($id: ID!) { cancelOptimization(id: $id) { id } }', { id });
      await waitUntil('its end', none, { timeoutMs: 3_000, everyMs: 10 });
      expect((await runs.ended(id)).status).toBe('CANCELLED');
    },
    30_000,
  );
});

describe('a server whose operator does not allow code', () => {
  test('says so, and who can change it', async () => {
    const closed = await MetricRuns.open();
    try {
      const message =
        'FORBIDDEN: Metrics in code are off on this server. Its operator turns them on with BYOM_CODE_METRICS=on';
      const start = expect.stringContaining(message);
      expect(await closed.refusal({ kind: 'CODE', code: '() => 1' })).toEqual(start);
      const parts = [{ weight: 1, metric: { kind: 'CODE', code: 'for (;;);' } }];
      expect(await closed.refusal({ kind: 'COMPOSITE', parts })).toEqual(start);
      expect(closed.fake.requests).toHaveLength(0);
    } finally {
      await closed.close();
    }
  }, 30_000);
});
