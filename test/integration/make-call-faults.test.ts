import { afterEach, describe, expect, it } from '@jest/globals';
import type { ByomError, ProviderAdapter } from '../../src/sdk/index.js';
import { canary, startCallSetting, type CallOptions, type CallSetting } from '../support/call-setting.js';
import type { Fault } from '../support/fake-provider.js';
import { plainAdapter } from '../support/plain-provider.js';

const open: CallSetting[] = [];
afterEach(async () => {
  for (const setting of open.splice(0)) await setting.close();
});
async function setUp(options?: CallOptions): Promise<CallSetting> {
  const setting = await startCallSetting(options);
  open.push(setting);
  return setting;
}

const failureOf = async (work: Promise<unknown>): Promise<ByomError> => {
  const [result] = await Promise.allSettled([work]);
  if (result.status === 'fulfilled') throw new Error('It did not fail.');
  return result.reason as ByomError;
};

describe('a fault of the provider', () => {
  // What is thrown, what reached the provider, and what each attempt is settled as.
  const matrix: [string, Fault, string, number, string][] = [
    ['429 without a date', { status: 429 }, 'RATE_LIMITED', 3, 'refused'],
    ['429 for a very long time', { status: 429, headers: { 'retry-after': '100000' } }, 'RATE_LIMITED', 1, 'refused'],
    ['402', { status: 402 }, 'QUOTA_EXHAUSTED', 1, 'refused'],
    ['401', { status: 401 }, 'CREDENTIAL_INVALID', 1, 'refused'],
    ['400', { status: 400 }, 'PROVIDER_REJECTED', 1, 'refused'],
    ['500', { status: 500 }, 'PROVIDER_OVERLOADED', 3, 'refused'],
    ['503', { status: 503 }, 'PROVIDER_OVERLOADED', 3, 'refused'],
    ['529', { status: 529 }, 'PROVIDER_OVERLOADED', 3, 'refused'],
    ['504', { status: 504 }, 'PROVIDER_OVERLOADED', 2, 'in-doubt'],
    ['no answer', 'hang', 'PROVIDER_TIMEOUT', 2, 'in-doubt'],
    ['a cut', 'cut', 'PROVIDER_UNREACHABLE', 2, 'in-doubt'],
    ['a cut in the middle', 'cut-stream', 'PROVIDER_UNREACHABLE', 2, 'in-doubt'],
    ['a stop in the middle', 'stall-stream', 'PROVIDER_TIMEOUT', 2, 'in-doubt'],
    ['a page', 'html', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['null', 'null', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['nothing', 'empty', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['half an answer', 'truncated', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['an error with status 200', 'error-200', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['an answer without choices', 'no-choices', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['an endless answer', 'flood', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['a redirect', 'redirect', 'PROVIDER_PROTOCOL', 1, 'refused'],
  ];

  it.each(matrix)('%s is the typed error, tried as often as it may be, and settled', async (...row) => {
    const [, fault, code, requests, kind] = row;
    // What never ends is stopped by its size, however long a busy machine takes to get there.
    const deadlineMs = fault === 'flood' ? 10_000 : 150;
    const setting = await setUp({ fault: () => fault, deadlineMs, maxResponseBytes: 1024 * 1024 });
    const error = await failureOf(setting.call());
    expect(error).toMatchObject({ code, details: { provider: { id: 'plain' } } });
    expect(setting.fake.requests).toHaveLength(requests);
    expect(setting.kinds()).toEqual(Array(requests).fill(kind));
    expect(setting.ledger.open).toEqual([]);
    expect(error.details.inDoubt).toBe(kind === 'in-doubt' ? requests : undefined);
    const shown = `${error.stack} ${JSON.stringify(error)} ${setting.logged.join()}`;
    expect(shown).not.toContain(canary);
    expect(shown).not.toContain('Paris');
  });

  it.each([{ status: 429, headers: { 'retry-after': '0.05' } }, { status: 500 }, 'cut', 'html'] as const)(
    'that passes (%j) costs one more attempt, which is told',
    async (fault) => {
      const setting = await setUp({ fault: (n) => (n === 1 ? fault : undefined) });
      const retries: string[] = [];
      const answer = await setting.call({ onRetry: (code) => retries.push(code) });
      expect(answer.completion.choices[0]!.text).toBe('Paris');
      expect(answer.attempts.map(({ errorCode }) => errorCode)).toEqual([retries[0], undefined]);
      expect(setting.ledger.entries.map(({ intent }) => intent.attempt)).toEqual([1, 2]);
      expect(new Set(setting.ledger.entries.map(({ intent }) => intent.callKey)).size).toBe(1);
    },
  );

  it('asked to wait, all calls on the credential wait', async () => {
    const setting = await setUp({
      fault: (n) => (n === 1 ? { status: 429, headers: { 'retry-after': '0.2' } } : undefined),
    });
    const first = setting.call();
    while (setting.ledger.entries[0]?.settlement === undefined) await new Promise((resolve) => setTimeout(resolve, 2));
    const limitedAt = Date.now();
    await Promise.all([first, setting.call(), setting.call()]);
    expect(setting.fake.requests).toHaveLength(4);
    for (const { at } of setting.fake.requests.slice(1)) expect(at - limitedAt).toBeGreaterThanOrEqual(180);
  });

  it('before the send is given back and tried again', async () => {
    const setting = await setUp();
    await setting.fake.close();
    const error = await failureOf(setting.call());
    expect(error).toMatchObject({ code: 'PROVIDER_UNREACHABLE', retryable: true });
    expect(setting.kinds()).toEqual(['not-sent', 'not-sent', 'not-sent']);
    expect(await setting.ledger.usage('tenant-1', { groupBy: [] })).toEqual([]);
  });

  it('at a forbidden address sends nothing and counts nothing', async () => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const setting = await setUp({ allow: ['127.0.0.1/32'], resolve });
    setting.endpoints.forbidOwnPort(Number(new URL(setting.fake.origin).port));
    await expect(setting.call()).rejects.toMatchObject({ code: 'ENDPOINT_BLOCKED' });
    expect(setting.kinds()).toEqual(['not-sent']);
    expect(setting.fake.requests).toHaveLength(0);
  });
});

describe('a plugin that misbehaves costs only its own call', () => {
  const adapters: [string, () => unknown, string][] = [
    ['throws', () => { throw new TypeError(`bad ${canary}`); }, 'PROVIDER_PROTOCOL'], // prettier-ignore
    ['rejects with no error', async () => Promise.reject('text'), 'PROVIDER_PROTOCOL'],
    ['gives null', async () => null, 'PROVIDER_PROTOCOL'],
    ['gives no choices', async () => ({ choices: [] }), 'PROVIDER_PROTOCOL'],
    [
      'gives odd choices',
      async () => ({ choices: [{ text: 5, finishReason: 'stop', toolCalls: [] }] }),
      'PROVIDER_PROTOCOL',
    ],
    [
      'gives an unknown finish',
      async () => ({ choices: [{ text: '', finishReason: 'x', toolCalls: [] }] }),
      'PROVIDER_PROTOCOL',
    ],
    ['hangs for ever', () => new Promise(() => undefined), 'PROVIDER_TIMEOUT'],
  ];
  it.each(adapters)('%s', async (_name, complete, code) => {
    const adapter = { ...plainAdapter, complete: complete as ProviderAdapter['complete'] };
    const setting = await setUp({ adapter, deadlineMs: 50 });
    const error = await failureOf(setting.call());
    expect(error).toMatchObject({ code });
    expect(error.message).not.toContain(canary);
    expect(setting.ledger.open).toEqual([]);
    expect(new Set(setting.kinds())).toEqual(new Set(['not-sent']));
  });
});
