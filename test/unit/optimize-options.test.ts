import { describe, expect, test } from '@jest/globals';
import { optimizeOptions } from '../../src/cli/optimize/optimize-options.js';

const read = (...args: string[]) => optimizeOptions([...args, '--token', 'byom_token']);
const run = ['--data', 'tickets.csv', '--model', 'openai/gpt-5-mini', '--yes'];

describe('the arguments of byom optimize', () => {
  test('become a run with its limits and its data', () => {
    expect(
      read(
        ...run,
        '--expected',
        'team',
        '--metric',
        'token-f1',
        '--strategy',
        'few-shot',
        '--max-usd',
        '1.5',
        '--seed',
        '3',
      ),
    ).toMatchObject({
      access: { url: 'http://127.0.0.1:4000/graphql', token: 'byom_token' },
      json: false,
      wanted: {
        kind: 'run',
        consent: 'given',
        data: { file: 'tickets.csv', format: 'CSV', target: { name: 'tickets' }, mapping: { expected: 'team' } },
        wishes: {
          model: 'openai/gpt-5-mini',
          metric: { kind: 'TOKEN_F1' },
          strategy: 'FEW_SHOT',
          budget: { maxUsd: 1.5 },
          seed: 3,
          prompt: {},
        },
      },
    });
    expect(read(...run, '--metric', '{"kind":"NUMERIC","tolerance":1}')).toMatchObject({
      wanted: { wishes: { metric: { kind: 'NUMERIC', tolerance: 1 }, budget: { maxCalls: 300 } } },
    });
    expect(read('--pause', 'x')).toMatchObject({ wanted: { kind: 'pause', id: 'x' } });
    expect(read('--help')).toBeUndefined();
  });

  test.each([
    [['--data', 'a.csv', '--yes'], /--model is required/],
    [['--model', 'a/b', '--yes'], /--data FILE, or --dataset ID/],
    [['--model', 'a', '--data', 'a.csv', '--yes'], /PROVIDER\/MODEL/],
    [['--model', 'a/b', '--data', 'a.xls', '--yes'], /--format/],
    [[...run, '--metric', '{'], /--metric/],
    [[...run, '--max-usd', '0'], /--max-usd takes a number above 0/],
    [[...run, '--max-calls', 'many'], /--max-calls/],
    [[...run, '--seed', '0.5'], /--seed/],
    [[...run, '--promote'], /--save-as/],
    [[...run, '--prompt', 'a.txt', '--saved-prompt', 'b'], /--prompt or --saved-prompt/],
    [[...run, '--key-file', 'no-such-file'], /cannot be read/],
    [[...run, '--base-url', 'nowhere'], /--base-url/],
    [['--follow', 'a', '--pause', 'b'], /one of --follow/],
    [run.filter((arg) => arg !== '--yes'), /nobody to ask/],
    [[...run, '--api-key', 'sk-canary'], /^(?!.*canary).*--help/],
  ])('%j is told what to do', (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });
});
