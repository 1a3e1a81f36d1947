import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider, type FakeProvider, type Fault } from '../support/fake-provider.js';
import { inspectDatabase } from '../support/inspect-database.js';

const keys = { first: 'sk-canary-first-0123456789abcdef', second: 'sk-canary-second-0123456789abcde' };
let fault: Fault | undefined;

let server: BootedServer;
let fake: FakeProvider;
let elsewhere: FakeProvider;
beforeAll(async () => {
  const start = () => startFakeProvider({ dialect: 'openai', answer: () => 'OK', fault: () => fault });
  [fake, elsewhere, server] = await Promise.all([start(), start(), bootServer()]);
});
afterAll(async () => {
  await server.close();
  await Promise.all([fake.close(), elsewhere.close()]);
});

const request = (query: string, variables?: object) => server.client.request<Answer>(query, variables);
const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  const error: Answer = await work.then(
    () => ({}),
    (thrown: Answer) => thrown,
  );
  return error.response?.errors[0].extensions.code;
};
const add = async (apiKey: string, more: object = {}): Promise<string> => {
  const input = { provider: 'openai', apiKey, baseUrl: fake.url, ...more };
  return (await request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', { input }))
    .addCredential.id;
};
const rotate = async (id: string, input: object): Promise<Answer> =>
  (
    await request(
      `mutation ($id: ID!, $input: RotateCredentialInput!) {
        rotateCredential(id: $id, input: $input) { id origin hint fingerprint isDefault } }`,
      { id, input },
    )
  ).rotateCredential;
const verify = async (id: string, model?: string): Promise<Answer> =>
  (
    await request(
      'mutation ($id: ID!, $model: ModelRef) { verifyCredential(id: $id, model: $model) { ok errorCode checkedAt } }',
      { id, model },
    )
  ).verifyCredential;
const ask = (credential?: string): Promise<Answer> =>
  request('mutation ($input: GenerateInput!) { generate(input: $input) { text credential { id } } }', {
    input: {
      model: 'openai/gpt-4o-mini',
      messages: [{ role: 'USER', content: 'Hi' }],
      ...(credential && { credential: { id: credential } }),
    },
  });
const lastKey = (of = fake) => of.requests.at(-1)!.headers['authorization'];

describe('a stored key', () => {
  test('is replaced by another, and goes to another address only when it is given again', async () => {
    const id = await add(keys.first);
    await ask(id);
    expect(lastKey()).toBe(`Bearer ${keys.first}`);
    const rotated = await rotate(id, { apiKey: keys.second });
    expect(rotated).toMatchObject({ id, origin: fake.origin, hint: 'bcde', isDefault: true });
    await ask(id);
    expect(lastKey()).toBe(`Bearer ${keys.second}`);

    const sent = elsewhere.requests.length;
    expect(await codeOf(rotate(id, { baseUrl: elsewhere.url }))).toBe('BAD_USER_INPUT');
    expect(await codeOf(rotate(id, {}))).toBe('BAD_USER_INPUT');
    expect(await codeOf(rotate(id, { apiKey: keys.first, baseUrl: 'http://169.254.169.254/v1' }))).toBe(
      'ENDPOINT_BLOCKED',
    );
    await ask(id);
    expect([elsewhere.requests.length, lastKey()]).toEqual([sent, `Bearer ${keys.second}`]);
    expect(await rotate(id, { apiKey: keys.first, baseUrl: elsewhere.url })).toMatchObject({
      origin: elsewhere.origin,
    });
    await ask(id);
    expect(lastKey(elsewhere)).toBe(`Bearer ${keys.first}`);
    const { auditTrail } = await request('{ auditTrail { nodes { action subject } } }');
    expect(auditTrail.nodes[0]).toEqual({ action: 'CREDENTIAL_ROTATE', subject: id });
  });

  test('of two that replace a key at once one is told that it came too late', async () => {
    const id = await add(keys.first, { makeDefault: false });
    const lost: (string | undefined)[] = [];
    for (let round = 0; round < 5; round++) {
      const codes = await Promise.all(
        ['x', 'y', 'z'].map((end) => codeOf(rotate(id, { apiKey: `${keys.second}-${round}${end}` }))),
      );
      expect(codes).toContain(undefined);
      lost.push(...codes.filter((code) => code !== undefined));
    }
    expect(lost.length).toBeGreaterThan(0);
    expect(new Set(lost)).toEqual(new Set(['CONFLICT']));
    expect((await ask(id)).generate.credential.id).toBe(id);
  });

  test('is verified by one cheap call', async () => {
    const id = await add(keys.first, { name: 'to verify', makeDefault: false });
    const sent = fake.requests.length;
    expect(await verify(id)).toEqual({ ok: true, errorCode: null, checkedAt: expect.any(String) });
    expect(fake.requests.length - sent).toBe(1);
    expect(JSON.stringify(fake.requests.at(-1)!.body).length).toBeLessThan(300);
    expect(lastKey()).toBe(`Bearer ${keys.first}`);
    for (const [status, ok, errorCode] of [
      [401, false, 'CREDENTIAL_INVALID'],
      [402, false, 'QUOTA_EXHAUSTED'],
      [404, true, 'UNKNOWN_MODEL'],
    ] as const) {
      fault = { status };
      expect(await verify(id, 'openai/gpt-4o-mini')).toMatchObject({ ok, errorCode });
    }
    fault = undefined;
    expect(await codeOf(verify(id, 'groq/llama-3.3-70b-versatile'))).toBe('CREDENTIAL_MISMATCH');
    expect(await codeOf(verify('nothing'))).toBe('NOT_FOUND');
  });

  test('is not said to be good where a limit that is set here keeps it from being asked', async () => {
    const id = await add(keys.first, { name: 'limited', makeDefault: false });
    await request('mutation ($id: ID!) { setRateLimit(input: { credential: $id, requestsPerMinute: 1 }) { id } }', {
      id,
    });
    expect(await verify(id)).toMatchObject({ ok: true });
    const sent = fake.requests.length;
    expect(await codeOf(verify(id))).toBe('RATE_LIMITED');
    expect(fake.requests.length).toBe(sent);
  });

  test('that was moved or altered in the database is unreadable, and goes nowhere', async () => {
    const id = await add(keys.first, { makeDefault: false });
    const sent = [fake.requests.length, elsewhere.requests.length];
    for (const change of [
      `origin = '${elsewhere.origin}', base_url = '${elsewhere.url}'`,
      `version = version + 1`,
      `sealed = set_byte(sealed, 40, (get_byte(sealed, 40) + 1) % 256)`,
    ]) {
      await inspectDatabase(server.databaseUrl, `update credentials set ${change} where id = $1`, [id]);
      await new Promise((resolve) => setTimeout(resolve, 1_050));
      expect(await codeOf(ask(id))).toBe('CREDENTIAL_UNREADABLE');
    }
    expect([fake.requests.length, elsewhere.requests.length]).toEqual(sent);
  });
});

const stopper = () => {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
};

describe('the keys that they are sealed under', () => {
  const state = async () => {
    const { rows } = await inspectDatabase<{ kek: number; id: string }>(
      server.databaseUrl,
      'select kek_version as kek, id from data_keys order by id',
    );
    return rows;
  };
  const rotateKeys = async (kind: string): Promise<void> => {
    await request('mutation ($kind: KeyRotationKind!) { rotateKeys(kind: $kind) { total } }', { kind });
    await waitUntil('the rotation', async () => {
      const { keyRotation } = await request('{ keyRotation { done total finishedAt failed unreadable } }');
      expect(keyRotation.failed).toBe(false);
      if (kind === 'DATA' && keyRotation.finishedAt !== null) expect(keyRotation.unreadable).toBe(1);
      return keyRotation.finishedAt !== null && keyRotation.done === keyRotation.total;
    });
  };

  test.each(['KEY_ENCRYPTION', 'DATA', 'KEY_ENCRYPTION'])(
    'are replaced (%s) while calls go on, and nothing is left of the former',
    async (kind) => {
      const ids = await Promise.all([1, 2, 3].map((n) => add(`${keys.first}-${kind}-${n}`, { makeDefault: false })));
      const before = await state();
      const { signal, abort } = stopper();
      const failed: unknown[] = [];
      const load = Promise.all(
        ids.map(async (id) => {
          while (!signal.aborted) await ask(id).catch((error: unknown) => failed.push(error));
        }),
      );
      const adding = (async () => {
        while (!signal.aborted)
          await add(keys.second, { makeDefault: false }).catch((error: unknown) => failed.push(error));
      })();
      try {
        await rotateKeys(kind);
      } finally {
        abort();
        await Promise.all([load, adding]);
      }
      expect(failed).toEqual([]);
      const after = await state();
      if (kind === 'DATA') {
        expect(after.map(({ id }) => id)).not.toEqual(before.map(({ id }) => id));
        const left = await inspectDatabase(
          server.databaseUrl,
          'select from credentials c where data_key is null or not exists (select from data_keys d where d.id = c.data_key and d.is_current)',
        );
        // The one that was altered above.
        expect(left.rowCount).toBe(1);
      } else {
        expect(after.map(({ kek }) => kek)).toEqual(before.map(({ kek }) => kek + 1));
        const file = (await readFile(path.join(server.dataDir, 'key'), 'utf8')).trim();
        expect(file.split('\n')).toEqual([expect.stringMatching(new RegExp(`^${after[0]!.kek} `))]);
      }
      expect((await ask(ids[0])).generate.credential.id).toBe(ids[0]);
    },
  );

  test('open after a restart, and tokens still hold', async () => {
    const id = await add(keys.second, { makeDefault: false });
    const again = await bootServer({ databaseUrl: server.databaseUrl, dataDir: server.dataDir });
    try {
      const answer = await again.client.request<Answer>('mutation ($id: ID!) { verifyCredential(id: $id) { ok } }', {
        id,
      });
      expect(answer.verifyCredential.ok).toBe(true);
    } finally {
      await again.close();
    }
  });
});
