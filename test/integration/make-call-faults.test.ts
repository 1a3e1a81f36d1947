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
    ['524', { status: 524 }, 'PROVIDER_OVERLOADED', 2, 'in-doubt'],
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
    // What never ends is stopped by its size, and what answers has ended, however long a busy machine takes to get there.
    const deadlineMs = fault === 'flood' || typeof fault === 'object' ? 10_000 : 150;
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
    await Promise.all([first, setting.call(), setting.call()]);
    expect(setting.fake.requests).toHaveLength(4);
    const [limited, ...later] = setting.fake.requests.map(({ at }) => at);
    for (const at of later) expect(at - limited!).toBeGreaterThanOrEqual(195);
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
  const stopped = { text: '', finishReason: 'stop', toolCalls: [] };
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
    ['calls no tool', async () => ({ choices: [{ ...stopped, toolCalls: [null] }] }), 'PROVIDER_PROTOCOL'],
    [
      'calls a tool with what is no JSON',
      async () => ({ choices: [{ ...stopped, toolCalls: [{ id: '1', name: 'a', arguments: 1n }] }] }),
      'PROVIDER_PROTOCOL',
    ],
    ['reports oddly', async () => ({ choices: [stopped], reports: {} }), 'PROVIDER_PROTOCOL'],
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

describe('an endpoint that fails again and again', () => {
  it('is asked no more for a while, by this tenant alone, and a probe finds it well again', async () => {
    let broken = true;
    const setting = await setUp({ fault: () => (broken ? { status: 503 } : undefined) });
    for (let n = 0; n < 4; n += 1) await failureOf(setting.call());
    // Ten failures in a row, in the middle of the fourth call.
    expect(setting.fake.requests).toHaveLength(10);
    const error = await failureOf(setting.call());
    expect(error).toMatchObject({
      code: 'PROVIDER_OVERLOADED',
      retryable: true,
      notSent: true,
      details: { provider: { id: 'plain', retryAfterMs: expect.any(Number) } },
    });
    expect(setting.fake.requests).toHaveLength(10);
    expect(setting.ledger.entries).toHaveLength(10);
    await failureOf(setting.call({ tenant: 'tenant-2' }));
    expect(setting.fake.requests.length).toBeGreaterThan(10);
    broken = false;
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await setting.call()).completion.choices[0]!.text).toBe('Paris');
  });

  it('tells what a call was in doubt of, where the next attempt is not made any more', async () => {
    const setting = await setUp({ fault: () => 'cut' });
    const failures = await Promise.all(Array.from({ length: 12 }, () => failureOf(setting.call())));
    for (const { details } of failures) expect(details.inDoubt).toBeGreaterThan(0);
    expect(setting.fake.requests.length).toBeLessThan(24);
    expect(failures.reduce((sum, { details }) => sum + Number(details.inDoubt), 0)).toBe(setting.fake.requests.length);
  });

  it('gets at most some retries beyond a fifth of the calls, though it answers now and then', async () => {
    const setting = await setUp({ fault: (n) => (n % 8 === 0 ? undefined : { status: 500 }) });
    const calls = 200;
    await Promise.allSettled(Array.from({ length: calls }, () => setting.call()));
    expect(setting.fake.requests.length).toBeGreaterThan(calls);
    expect(setting.fake.requests.length).toBeLessThanOrEqual(calls * 1.2 + 20);
  });
});

it('is sent no more on a key that was removed while it waited', async () => {
  const setting = await setUp({ fault: () => ({ status: 429, headers: { 'retry-after': '0.3' } }) });
  const { provider } = setting.spec();
  const { definition } = provider;
  const stored = await setting.vault.add('tenant-1', {
    definition,
    apiKey: canary,
    baseUrl: setting.fake.url,
    makeDefault: false,
  });
  const credential = await setting.vault.open(stored);
  const failed = failureOf(
    setting.call({ credential, onRetry: () => void setting.credentials.remove('tenant-1', stored.id) }),
  );
  expect(await failed).toMatchObject({ code: 'NO_CREDENTIAL' });
  expect([setting.fake.requests.length, setting.kinds()]).toEqual([1, ['refused']]);
});
