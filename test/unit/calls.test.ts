import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ProviderPauses } from '../../src/calls/limits/provider-pauses.js';
import { pause } from '../../src/calls/pause.js';
import { defaultRetryLimits, nextAttempt, type FailedAttempt } from '../../src/calls/next-attempt.js';
import { errorCodes, type ErrorCode } from '../../src/sdk/index.js';

const failedAttempt: fc.Arbitrary<FailedAttempt> = fc
  .record({
    code: fc.constantFrom(...(Object.keys(errorCodes) as ErrorCode[])),
    disposition: fc.constantFrom('not-sent' as const, 'refused' as const, 'in-doubt' as const),
    retryAfterMs: fc.option(fc.oneof(fc.double(), fc.integer({ min: -10, max: 100_000 })), { nil: undefined }),
  })
  .map((attempt) => Object.assign(attempt, { retryable: errorCodes[attempt.code].retryable }));
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const failed = (code: ErrorCode, disposition: FailedAttempt['disposition'] = 'refused', retryAfterMs?: number) => ({
  code,
  disposition,
  retryAfterMs,
  retryable: errorCodes[code].retryable,
});

describe('the retry policy', () => {
  it('never retries for ever, what cannot help, or twice what may have been paid', () => {
    fc.assert(
      fc.property(fc.array(failedAttempt, { minLength: 1, maxLength: 6 }), random, (attempts, chance) => {
        const verdict = nextAttempt(attempts, () => chance);
        if (verdict.kind === 'give-up') return;
        expect(attempts.length).toBeLessThan(defaultRetryLimits.attempts);
        expect(attempts.at(-1)!.retryable).toBe(true);
        const doubtful = attempts.filter(({ disposition }) => disposition === 'in-doubt').length;
        if (attempts.at(-1)!.disposition === 'in-doubt') expect(doubtful).toBe(1);
      }),
    );
  });

  it('waits at least as long as asked, never absurdly long, and a finite time', () => {
    fc.assert(
      fc.property(fc.array(failedAttempt, { minLength: 1, maxLength: 6 }), random, (attempts, chance) => {
        const verdict = nextAttempt(attempts, () => chance);
        if (verdict.kind === 'give-up') return;
        const asked = attempts.at(-1)!.retryAfterMs;
        expect(verdict.waitMs).toBeGreaterThan(0);
        expect(verdict.waitMs).toBeLessThanOrEqual(defaultRetryLimits.mostRetryAfterMs + defaultRetryLimits.baseMs);
        if (asked !== undefined && asked > 0) expect(verdict.waitMs).toBeGreaterThanOrEqual(asked);
      }),
    );
  });

  it('backs off: each wait is longer than the one before', () => {
    const waits = [1, 2].map((count) => nextAttempt(Array(count).fill(failed('PROVIDER_OVERLOADED')), () => 0.5));
    expect(waits.map((verdict) => verdict.kind === 'retry' && verdict.waitMs)).toEqual([375, 750]);
  });

  it.each([
    'QUOTA_EXHAUSTED',
    'CREDENTIAL_INVALID',
    'PROVIDER_REJECTED',
    'CONTENT_FILTERED',
    'ENDPOINT_BLOCKED',
  ] as const)('gives up at once on %s', (code) =>
    expect(nextAttempt([failed(code)], () => 0)).toEqual({ kind: 'give-up' }),
  );

  it('tries once more where an attempt may have been paid, and not twice', () => {
    const [doubtful, refused] = [failed('PROVIDER_TIMEOUT', 'in-doubt'), failed('PROVIDER_OVERLOADED')];
    expect(nextAttempt([doubtful], () => 0).kind).toBe('retry');
    expect(nextAttempt([doubtful, doubtful], () => 0).kind).toBe('give-up');
    expect(nextAttempt([doubtful, refused], () => 0).kind).toBe('retry');
    expect(nextAttempt([refused, doubtful], () => 0).kind).toBe('retry');
  });

  it('gives up where a provider asks for a very long wait', () => {
    for (const retryAfterMs of [60_001, 100_000_000, Infinity]) {
      expect(nextAttempt([failed('RATE_LIMITED', 'refused', retryAfterMs)], () => 0).kind).toBe('give-up');
    }
    expect(nextAttempt([failed('RATE_LIMITED', 'refused', 60_000)], () => 0)).toEqual({
      kind: 'retry',
      waitMs: 60_000,
    });
  });
});

describe('a credential that was limited', () => {
  it('pauses all its calls, longer with every refusal in a row, once for calls refused together', () => {
    let now = 0;
    const pauses = new ProviderPauses(() => now);
    expect(pauses.wait('a')).toBe(0);
    for (let call = 0; call < 5; call++) pauses.limited('a', undefined);
    expect(pauses.wait('a')).toBe(500);
    expect(pauses.wait('b')).toBe(0);
    now = 500;
    pauses.limited('a', undefined);
    expect(pauses.wait('a')).toBe(1_000);
    pauses.limited('a', 5_000);
    expect(pauses.wait('a')).toBe(5_000);
    pauses.limited('a', 10);
    expect(pauses.wait('a')).toBe(5_000);
    // What was sent before the refusal says nothing of it.
    pauses.succeeded('a');
    expect(pauses.wait('a')).toBe(5_000);
    pauses.limited('a', 1e12);
    expect(pauses.wait('a')).toBe(600_000);
    now += 600_000;
    pauses.succeeded('a');
    pauses.limited('a', undefined);
    expect(pauses.wait('a')).toBe(500);
  });
});

it('a pause ends with its signal, and leaves no timer behind', async () => {
  const abort = new AbortController();
  const waiting = pause(60_000, abort.signal);
  abort.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(pause(60_000, abort.signal)).rejects.toThrow('enough');
  await pause(1, new AbortController().signal);
});
