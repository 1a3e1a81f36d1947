import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { BodyBudget } from '../../../src/server/body-budget.js';

const most = 100_000;
const begin = (
  budget: BodyBudget,
  length: number | undefined,
  raw = new PassThrough(),
  body: Readable = new PassThrough(),
) => ({
  raw,
  body: budget.counted('t', { headers: { 'content-length': length?.toString() } } as never, { raw } as never, body),
});

test('a body is counted from its head to the end of its request', async () => {
  const budget = new BodyBudget(most, most);
  const { raw } = begin(budget, 60_000);
  expect(() => begin(budget, 60_000)).toThrow('Too much is being sent at once');
  expect(() => begin(budget, 1_000)).not.toThrow();
  raw.destroy();
  await once(raw, 'close');
  expect(() => begin(budget, 60_000)).not.toThrow();
});

test('one of no told length is counted as it comes', async () => {
  const budget = new BodyBudget(most, most);
  const sent = new PassThrough();
  const { body } = begin(budget, undefined, undefined, sent);
  sent.write(Buffer.alloc(60_000));
  await once(body, 'readable');
  expect(() => begin(budget, 60_000)).toThrow('Too much is being sent at once');
  sent.write(Buffer.alloc(60_000));
  await expect(once(body.resume(), 'end')).rejects.toMatchObject({ code: 'OVERLOADED' });
});

test('a request that was left while its token was looked up leaves nothing behind', async () => {
  const budget = new BodyBudget(most, most);
  const raw = new PassThrough();
  raw.destroy();
  await once(raw, 'close');
  begin(budget, 60_000, raw);
  expect(() => begin(budget, 60_000)).not.toThrow();
});
