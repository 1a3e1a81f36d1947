import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readRateLimits, resetForms, type RateLimitHeaders, type ResetForm } from '../../src/sdk/index.js';

const now = Date.parse('2026-11-23T12:00:00Z');
const declared = (form: ResetForm): readonly RateLimitHeaders[] => [
  { of: 'requests', limit: 'limit', remaining: 'remaining', reset: { header: 'reset', in: form } },
];
const read = (form: ResetForm, headers: Readonly<Record<string, string>>) =>
  readRateLimits(declared(form), (name) => headers[name], now).map(({ limit, remaining, resetMs }) => [
    limit,
    remaining,
    resetMs,
  ]);

describe('what headers tell of a rate limit', () => {
  test.each([
    ['duration', '1m30s', 90_000],
    ['duration', '17ms', 17],
    ['duration', '7.66s', 7_660],
    ['duration', '1m26.4s', 86_400],
    ['duration', '12', 12_000],
    ['seconds', '21.5', 21_500],
    ['milliseconds', '250', 250],
    ['moment', '2026-11-23T12:00:09Z', 9_000],
    ['moment', '2026-11-23T13:00:09.5+01:00', 9_500],
    ['moment', String(now / 1_000 + 5), 5_000],
  ] as const)('in a %s of %s is read', (resetIn, reset, ms) => {
    expect(read(resetIn, { limit: '60', remaining: '3', reset })).toEqual([[60, 3, ms]]);
  });

  test('is taken by the provider’s own clock where it tells the time', () => {
    const headers = {
      limit: '60',
      remaining: '3',
      reset: '2026-11-23T12:05:09Z',
      date: 'Mon, 23 Nov 2026 12:05:00 GMT',
    };
    expect(read('moment', headers)).toEqual([[60, 3, 9_000]]);
    expect(
      read('moment', { ...headers, date: 'Fri, 01 Jan 2100 00:00:00 GMT', reset: '2100-01-01T00:00:01Z' }),
    ).toEqual([]);
  });

  test.each([
    ['a limit of nothing', { limit: '0', remaining: '0', reset: '1s' }],
    ['an unknown limit', { limit: '-1', remaining: '-1', reset: '1s' }],
    ['more left than there is', { limit: '10', remaining: '11', reset: '1s' }],
    ['less than nothing left', { limit: '10', remaining: '-1', reset: '1s' }],
    ['no number', { limit: 'ten', remaining: '1', reset: '1s' }],
    ['an endless number', { limit: 'Infinity', remaining: '1', reset: '1s' }],
    ['an enormous number', { limit: '99999999999999999999', remaining: '1', reset: '1s' }],
    ['an exponent', { limit: '10', remaining: '1e1', reset: '1s' }],
    ['a reset in a day', { limit: '10', remaining: '1', reset: '24h' }],
    ['a reset in the past', { limit: '10', remaining: '1', reset: '-5s' }],
    ['no reset', { limit: '10', remaining: '1' }],
    ['nothing left told', { limit: '10', reset: '1s' }],
    ['a long text', { limit: '10', remaining: '1', reset: '1s'.repeat(10_000) }],
  ])('is nothing where it is %s', (_, headers) => {
    expect(read('duration', headers as Readonly<Record<string, string>>)).toEqual([]);
  });

  test('is never absurd, whatever stands in the headers', () => {
    const text = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.integer().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.stringMatching(/^(\d{1,12}(\.\d{1,3})?(ms|s|m|h)?){1,5}$/),
    );
    const unit = fc.constantFrom(...resetForms);
    fc.assert(
      fc.property(text, text, text, text, unit, (limit, remaining, reset, date, resetIn) => {
        for (const [told, left, ms] of read(resetIn, { limit, remaining, reset, date })) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(told).toBeGreaterThanOrEqual(left!);
          expect(told).toBeLessThanOrEqual(1e12);
          expect(ms).toBeGreaterThanOrEqual(0);
          expect(ms).toBeLessThanOrEqual(120_000);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('in a duration is what was meant, for every duration', () => {
    fc.assert(
      fc.property(fc.nat(1), fc.nat(59), fc.nat(999), (minutes, seconds, ms) => {
        const reset = `${minutes}m${seconds}s${ms}ms`;
        expect(read('duration', { limit: '9', remaining: '0', reset })).toEqual([
          [9, 0, minutes * 60_000 + seconds * 1_000 + ms],
        ]);
      }),
    );
  });
});
