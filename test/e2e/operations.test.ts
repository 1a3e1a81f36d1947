import { expect, it } from '@jest/globals';
import { attackServer } from '../../bench/operations/attack-server.js';
import { createTestDatabase } from '../support/test-database.js';

it('operations that are made up, hostile ones among them, end in answers or typed errors', async () => {
  const database = await createTestDatabase();
  try {
    const runs = 500;
    const { findings, outcomes, untried, delays, warm, end } = await attackServer({
      databaseUrl: database.url,
      runs,
      seed: 20,
      warmUp: 150,
      restMs: 500,
    });
    expect(findings).toEqual([]);
    // Neither is all refused that it asks for, nor all of it done.
    for (const outcome of [
      'answered',
      'BAD_USER_INPUT',
      'FORBIDDEN',
      'NOT_FOUND',
      'UNAUTHENTICATED',
      'QUERY_TOO_COMPLEX',
    ])
      expect([outcome, (outcomes.get(outcome) ?? 0) > 8]).toEqual([outcome, true]);
    // Each field at the root and each of its arguments has its turn, whatever is added to the schema.
    const rare = /reloadPlugins|rotateKeys|createTenant/;
    expect(untried.filter((place) => /^(?:Query|Mutation|Subscription)\./.test(place) && !rare.test(place))).toEqual(
      [],
    );
    expect(delays.own.p99).toBeLessThan(200);
    expect((end.heapBytes - warm.heapBytes) / 2 ** 20).toBeLessThan(48);
  } finally {
    await database.drop();
  }
}, 240_000);
