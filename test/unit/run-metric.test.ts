import { describe, expect, test } from '@jest/globals';
import type { Metric } from '../../src/optimization/scoring/metric.js';
import { ByomError } from '../../src/sdk/index.js';
import type { Ask, Reply } from '../../src/use-cases/optimization/ask.js';
import { OptimizationStopped } from '../../src/use-cases/optimization/optimization-stopped.js';
import { RunMetric } from '../../src/use-cases/optimization/run-metric.js';

const answer = { example: { id: 'e', inputs: {} }, output: 'o', cost: { usd: 0, tokens: 0 } };
const turn = { priority: 3, test: false };
const failing = new ByomError('METRIC_FAILED', 'No score.');

function world(score: Metric['score'], examples = 100, reply: Reply = { kind: 'refused', code: 'CONTENT_FILTERED' }) {
  const asked: Ask[] = [];
  const told: string[] = [];
  const stopped: OptimizationStopped[] = [];
  const calls = {
    ask: async (ask: Ask) => {
      asked.push(ask);
      return reply;
    },
    stop: (why: OptimizationStopped) => void stopped.push(why),
  };
  const metric = new RunMetric(
    { score, problem: () => undefined, judgeCalls: 0 },
    {
      calls: calls as never,
      target: async (ref) => ({ model: { ref, maxOutputTokens: 500 } }) as never,
      webhook: { close: () => undefined } as never,
      sandbox: { close: () => undefined } as never,
      examples,
      onUnscored: (message) => void told.push(message),
    },
  );
  return { metric, asked, stopped, told };
}

/** Scores as the letters say: `s` is scored, `f` fails. Gives how many were asked before it stopped. */
async function after(letters: string, examples?: number): Promise<number | 'went on'> {
  let at = 0;
  const { metric, stopped } = world(() => {
    if (letters[at++] === 'f') throw failing;
    return { score: 1, feedback: '' };
  }, examples);
  for (let index = 0; index < letters.length; index += 1) {
    try {
      await metric.score(answer, turn);
    } catch (error) {
      expect(error).toMatchObject({ code: 'METRIC_FAILED', message: 'No score.', why: 'failed' });
      expect(stopped).toEqual([error]);
      return index + 1;
    }
  }
  return 'went on';
}

describe('the metric of a run', () => {
  test.each<[string, number | undefined, number | 'went on']>([
    ['fffffff', undefined, 'went on'],
    ['ffffffff', undefined, 8],
    ['ssssssssffffffff', undefined, 'went on'],
    ['ssssssssfffffffff', undefined, 17],
    ['sf'.repeat(50), undefined, 'went on'],
    ['fff', 3, 3],
    ['sff', 3, 'went on'],
    [`${'s'.repeat(500)}${'f'.repeat(15)}s${'f'.repeat(15)}`, undefined, 'went on'],
    [`${'s'.repeat(500)}${'f'.repeat(16)}`, undefined, 516],
  ])('that scores as %s stops the run where failing is the rule', async (letters, examples, expected) => {
    expect(await after(letters, examples)).toBe(expected);
  });

  test('asks judges before new answers are begun, and counts what they take', async () => {
    const reply: Reply = { kind: 'answered', text: 'fine', cost: { usd: 0.5, tokens: 10 }, latencyMs: 1 };
    const { metric, asked } = world(
      async (_, ports) => {
        const texts = [await ports!.judge('a/b', [], 0), await ports!.judge('a/b', [], 0)];
        return { score: 1, feedback: texts.join() };
      },
      100,
      reply,
    );
    expect(await metric.score(answer, { priority: 3, test: true })).toEqual({
      kind: 'scored',
      scored: { score: 1, feedback: 'fine,fine' },
      cost: { calls: 2, usd: 1, tokens: 20 },
    });
    expect(asked[0]).toMatchObject({
      purpose: 'judge',
      priority: 2.5,
      test: true,
      parameters: { maxOutputTokens: 500 },
    });
  });

  test('leaves an answer out that a judge refuses to read, and passes on what ends the run', async () => {
    const judged: Metric['score'] = async (_, ports) => ({ score: 1, feedback: await ports!.judge('a/b', [], 0) });
    const refused = world(judged);
    expect(await refused.metric.score(answer, turn)).toMatchObject({ kind: 'failed' });
    expect(refused.told).toEqual([
      '1 answer could not be scored, and counts for nothing. The judge a/b refused to score an answer: CONTENT_FILTERED.',
    ]);
    const over = new OptimizationStopped('budget', 'BUDGET_EXCEEDED', 'The budget is used up.');
    const { metric, stopped } = world(() => Promise.reject(over));
    await expect(metric.score(answer, turn)).rejects.toBe(over);
    expect(stopped).toEqual([]);
  });
});
