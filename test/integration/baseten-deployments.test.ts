import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider } from '../support/fake-provider.js';

const key = 'sk-canary-of-the-customer-0123456789';

let server: BootedServer;
beforeAll(async () => {
  server = await bootServer();
});
afterAll(() => server.close());

async function asked(fieldsFor: (port: string) => Readonly<Record<string, string>>) {
  const fake = await startFakeProvider({ dialect: 'baseten', answer: () => 'Done.' });
  const credential = { provider: 'baseten', apiKey: key, fields: fieldsFor(new URL(fake.url).port), baseUrl: fake.url };
  const input = { model: 'baseten/moonshotai/Kimi-K3', messages: [{ role: 'USER', content: 'Hi' }], credential };
  const answered = server.client.request('mutation ($input: GenerateInput!) { generate(input: $input) { text } }', {
    input,
  });
  const outcome = await answered.then(
    () => undefined,
    (error: unknown) => String(error),
  );
  await fake.close();
  return { outcome, sent: fake.requests.map(({ headers }) => headers.authorization) };
}

describe('a key for Baseten', () => {
  it('goes as Bearer to the Model APIs', async () => {
    expect(await asked(() => ({}))).toEqual({ outcome: undefined, sent: [`Bearer ${key}`] });
  });

  it("goes as Api-Key to a deployment of one's own, whose id its base URL holds", async () => {
    expect(await asked((port) => ({ deployment: port }))).toEqual({ outcome: undefined, sent: [`Api-Key ${key}`] });
  });

  it('goes nowhere where the base URL is of another deployment', async () => {
    const { outcome, sent } = await asked(() => ({ deployment: 'abcd1234' }));
    expect(sent).toEqual([]);
    expect(outcome).toMatch(/deployment/);
  });
});
