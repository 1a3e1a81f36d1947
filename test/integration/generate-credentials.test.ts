import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RemoveCredential } from '../../src/use-cases/remove-credential.js';
import { startFakeProvider } from '../support/fake-provider.js';
import { GenerateSetting, ask, canary, inline, tenant } from '../support/generate-setting.js';
import { plainProvider } from '../support/plain-provider.js';
import { callerNamed, spendingWith } from '../support/spending.js';

const setting = new GenerateSetting();
beforeEach(() => setting.start());
afterEach(() => setting.close());

describe('whose key pays', () => {
  it('is the one given inline, kept nowhere', async () => {
    const answer = await setting.spending.generate.run(tenant, ask({ credential: inline }));
    expect(answer).toMatchObject({
      text: 'Paris',
      model: 'plain/small',
      credential: { hint: 'mnop', provider: 'plain' },
    });
    expect(setting.sentKeys).toEqual([`Bearer ${canary}`]);
    expect(setting.spending.credentials.rows).toEqual([]);
    expect(JSON.stringify([answer, setting.spending.ledger.entries, setting.spending.logged])).not.toContain(canary);
  });

  it('is the stored default, else the header’s; the header’s serves this model’s provider', async () => {
    const caller = callerNamed('tenant-1', 'sk-header-key');
    await setting.spending.generate.run(caller, ask());
    const stored = await setting.spending.addCredential.run(tenant, { provider: 'plain', apiKey: canary });
    const answer = await setting.spending.generate.run(caller, ask());
    await setting.spending.generate.run(caller, ask({ model: 'other/small' }));
    expect(setting.sentKeys).toEqual(['Bearer sk-header-key', `Bearer ${canary}`, 'Bearer sk-header-key']);
    expect(answer.credential!.id).toBe(stored.id);
    expect(setting.spending.credentials.touched).toEqual([stored.id]);
  });

  it('is nobody’s without a credential: nothing is sent, whatever the environment holds', async () => {
    const names = ['OPENAI_API_KEY', 'PLAIN_API_KEY', 'ANTHROPIC_API_KEY'];
    for (const name of names) process.env[name] = 'sk-operator';
    const work = setting.spending.generate.run(tenant, ask());
    await expect(work).rejects.toMatchObject({ code: 'NO_CREDENTIAL' });
    for (const name of names) delete process.env[name];
    expect(setting.fake.requests).toHaveLength(0);
    expect(setting.spending.ledger.entries).toHaveLength(0);
  });

  it('is nobody’s where the provider needs none', async () => {
    const answer = await setting.spending.generate.run(tenant, ask({ model: 'optional/small' }));
    expect(answer.credential).toBeNull();
    expect(setting.sentKeys).toEqual([undefined]);
    const offline = await setting.spending.generate.run(
      callerNamed('tenant-1', 'sk-header'),
      ask({ model: 'offline/small' }),
    );
    expect(offline).toMatchObject({ text: 'from here', credential: null, usage: { estimated: true } });
    expect(setting.fake.requests).toHaveLength(1);
  });

  it('is never another tenant’s, another provider’s or a removed one', async () => {
    const stored = await setting.spending.addCredential.run(tenant, { provider: 'plain', apiKey: canary });
    const other = callerNamed('tenant-2');
    const withId = ask({ credential: { id: stored.id } });
    const missing = await setting.spending.generate
      .run(other, ask({ credential: { id: 'x' } }))
      .catch((error: Error) => error);
    const foreign = await setting.spending.generate.run(other, withId).catch((error: Error) => error);
    expect(foreign).toMatchObject({ code: 'NOT_FOUND' });
    expect((foreign as Error).message).toBe((missing as Error).message);
    const remove = new RemoveCredential(setting.spending);
    await expect(remove.run(other, stored.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const credential of [{ id: stored.id }, { provider: 'plain', apiKey: canary }]) {
      const wrong = setting.spending.generate.run(tenant, ask({ model: 'other/small', credential }));
      await expect(wrong).rejects.toMatchObject({ code: 'CREDENTIAL_MISMATCH' });
    }
    for (const credential of [{ apiKey: canary }, { id: stored.id, apiKey: canary }]) {
      await expect(setting.spending.generate.run(tenant, ask({ credential }))).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    }
    expect(await remove.run(tenant, stored.id)).toBe(stored.id);
    await expect(setting.spending.generate.run(tenant, withId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(setting.fake.requests).toHaveLength(0);
  });

  it('is not sent where an intruder in the database points the credential elsewhere', async () => {
    await setting.spending.addCredential.run(tenant, { provider: 'plain', apiKey: canary });
    const evil = await startFakeProvider({ dialect: 'compatible' });
    setting.spending.credentials.rows = setting.spending.credentials.rows.map((row) => ({
      ...row,
      baseUrl: evil.url,
      origin: evil.origin,
    }));
    await expect(setting.spending.generate.run(tenant, ask())).rejects.toMatchObject({ code: 'CREDENTIAL_UNREADABLE' });
    setting.spending.credentials.rows = setting.spending.credentials.rows.map((row) => ({
      ...row,
      baseUrl: evil.url,
      origin: setting.fake.origin,
    }));
    await expect(setting.spending.generate.run(tenant, ask())).rejects.toMatchObject({ code: 'CREDENTIAL_MISMATCH' });
    expect(evil.requests).toHaveLength(0);
    await evil.close();
  });

  it('is stored only for an endpoint that may be called', async () => {
    await setting.spending.egress.close();
    setting.spending = spendingWith([plainProvider()], {
      allow: [],
      resolve: async () => [{ address: '10.0.0.1', family: 4 }],
    });
    for (const baseUrl of [
      setting.fake.url,
      'http://169.254.169.254/latest',
      'https://inside.example',
      'http://[::ffff:7f00:1]',
    ]) {
      const input = { provider: 'plain', apiKey: canary, baseUrl };
      await expect(setting.spending.addCredential.run(tenant, input)).rejects.toMatchObject({
        code: 'ENDPOINT_BLOCKED',
      });
      const call = setting.spending.generate.run(tenant, ask({ credential: input }));
      await expect(call).rejects.toMatchObject({ code: 'ENDPOINT_BLOCKED' });
    }
    expect(setting.spending.credentials.rows).toEqual([]);
  });
});
