import { describe, expect, it } from '@jest/globals';
import { failureOf } from './openai-compatible-setting.js';

describe('a rate limit', () => {
  const wait = async (headers: Record<string, string>, message = '', type = 'requests') =>
    (await failureOf({ status: 429, headers, body: JSON.stringify({ error: { message, type } }) })).failure
      .retryAfterMs;
  const used = { 'x-ratelimit-remaining-requests': '0' };

  it.each([
    ['6m0s', 360_000],
    ['1s', 1_000],
    ['120ms', 120],
    ['1h2m3.5s', 3_723_500],
    ['7', 7_000],
    ['0.5', 500],
    ['-1', undefined],
    ['soon', undefined],
  ])('that is renewed in %s asks to wait %s ms', async (reset, ms) => {
    expect(await wait({ ...used, 'x-ratelimit-reset-requests': reset })).toBe(ms);
  });

  it('is renewed at a moment', async () => {
    const at = Date.now() + 60_000;
    for (const reset of [String(Math.ceil(at / 1_000)), String(at), new Date(at).toISOString()]) {
      const ms = (await wait({ 'x-ratelimit-reset': reset }))!;
      expect(ms).toBeGreaterThan(50_000);
      expect(ms).toBeLessThanOrEqual(61_000);
    }
  });

  it('waits for the limit that is used up, not for another', async () => {
    const both = { 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '6m0s' };
    expect(await wait({ ...both, ...used, 'x-ratelimit-remaining-tokens': '90' })).toBe(1_000);
    const left = { ...both, 'x-ratelimit-remaining-requests': '9', 'x-ratelimit-remaining-tokens': '9' };
    expect(await wait(left, '', 'tokens')).toBe(360_000);
    expect(await wait(left, '', 'other')).toBeUndefined();
  });

  it('that is not known is not waited for', async () => {
    const unknown = {
      'x-ratelimit-limit-tokens': '-1',
      'x-ratelimit-remaining-tokens': '-1',
      'x-ratelimit-reset-tokens': '9s',
    };
    expect(await wait(unknown, '', 'tokens')).toBeUndefined();
  });

  it.each([
    ['Rate limit reached. Please try again in 6.2s. Visit ...', 6_200],
    ['Please try again in 1m3.5s.', 63_500],
    ['Please try again in 350ms.', 350],
    ['Please retry after 27 seconds.', 27_000],
    ['Retry after 1 minute', 60_000],
    ['Please try again in a while.', undefined],
  ])('says so in words alone: %s', async (message, ms) => {
    expect(await wait({}, message)).toBe(ms);
  });

  it('is believed by its retry-after first', async () => {
    expect(await wait({ 'retry-after': '2', ...used, 'x-ratelimit-reset-requests': '9s' }, 'try again in 5s')).toBe(
      2_000,
    );
  });
});
