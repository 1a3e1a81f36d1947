import { describe, expect, jest, test } from '@jest/globals';
import type { IdempotencyState, IdempotencyStore } from '../../src/calls/idempotency-store.js';
import type { JsonValue } from '../../src/sdk/index.js';
import type { AttemptState } from '../../src/usage/ledger.js';
import { OncePerKey, type CallIdentity } from '../../src/use-cases/idempotency/once-per-key.js';
import { requestDigest } from '../support/request-digest.js';

/** A call that a server began under a key, and died over: what its ledger says of it is `attempts`. */
function leftBehind(attempts: readonly AttemptState[] | Error) {
  let kept: JsonValue | undefined;
  const leave = jest.fn();
  const idempotency: IdempotencyStore = {
    begin: async (): Promise<IdempotencyState> =>
      kept === undefined ? { kind: 'orphaned', call: 'call-1' } : { kind: 'done', result: kept },
    finish: async (_, result) => void (kept ??= result),
    abandon: async () => undefined,
    leave,
    close: async () => undefined,
  };
  const none = () => undefined;
  const once = new OncePerKey({
    idempotency,
    ledger: {
      attempts: async () => {
        if (attempts instanceof Error) throw attempts;
        return attempts;
      },
    },
    digest: requestDigest(),
    logger: { info: none, warn: none, error: none },
  });
  const make = jest.fn(async (call: CallIdentity) => ({ made: call.id }));
  const record = { of: (made: { made: string }) => made, read: (stored: JsonValue) => stored as { made: string } };
  const key = { tenant: 'tenant', operation: 'generate', key: 'key' };
  return { make, leave, run: () => once.run(key, { asked: {}, make, record }) };
}

describe('a call whose server died over it', () => {
  test.each<[readonly AttemptState[]]>([[['in-doubt']], [['open']], [['refused', 'open']], [['answered']]])(
    'is not made again where it may have cost something: %j',
    async (attempts) => {
      const { run, make } = leftBehind(attempts);
      for (let time = 0; time < 2; time++) {
        await expect(run()).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_DOUBT', details: { inDoubt: 1 } });
      }
      expect(make).not.toHaveBeenCalled();
    },
  );

  test.each<[readonly AttemptState[]]>([[[]], [['not-sent']], [['refused', 'not-sent']]])(
    'is made again, as the same call, where it cannot: %j',
    async (attempts) => {
      const { run, make } = leftBehind(attempts);
      expect(await run()).toEqual({ made: 'call-1' });
      expect(make.mock.calls).toEqual([[{ id: 'call-1', attemptsBefore: attempts.length }]]);
    },
  );

  test('is left to whoever asks next where nothing can be said of it', async () => {
    const { run, make, leave } = leftBehind(new Error('cut'));
    await expect(run()).rejects.toThrow('cut');
    expect(leave).toHaveBeenCalledTimes(1);
    expect(make).not.toHaveBeenCalled();
  });
});
