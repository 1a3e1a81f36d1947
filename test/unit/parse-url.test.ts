import { expect, test } from '@jest/globals';
import { parseUrl } from '../../src/sdk/parse-url.js';

test('an address is read alike the first and the thousandth time, whatever its letters', () => {
  const told = new Set<string | undefined>();
  for (let n = 0; n < 50_000; n += 1) told.add(parseUrl('http://127.0.0\u00ad.1/')?.hostname);
  expect([...told]).toEqual(['127.0.0.1']);
  expect(parseUrl('no address')).toBeUndefined();
});
