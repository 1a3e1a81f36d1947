import { afterEach, describe, expect, it } from '@jest/globals';
import { modelFacts } from '../../src/catalogue/model-facts.js';
import type { ProbedFacts, ProviderAdapter, ProviderCall } from '../../src/sdk/index.js';
import { plainAdapter, plainProvider } from '../support/plain-provider.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';
import { callerNamed, spendingWith } from '../support/spending.js';

const completion = {
  choices: [{ message: { content: 'Paris' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 1 },
};

/** What the plugin of a server does: one look at what it serves. */
const probeByGet = async (model: string, { fetch, baseUrl }: ProviderCall): Promise<ProbedFacts> => {
  const response = await fetch(`${baseUrl}/facts/${model}`);
  if (!response.ok) throw new Error('Refused.');
  return (await response.json()) as ProbedFacts;
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Served {
  facts: unknown;
  status?: number;
  hang?: boolean;
}

async function start(probe: ProviderAdapter['probe'] | null = probeByGet) {
  const served: Served = { facts: { contextWindow: 4_096 } };
  const server: RawServer = await startRawServer((request, response) => {
    const asked = request.url!.startsWith('/facts/');
    if (asked && served.hang) return;
    response.writeHead((asked && served.status) || 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(asked ? served.facts : completion));
  });
  let now = Date.parse('2026-11-23T12:00:00Z');
  const adapter: ProviderAdapter = probe === null ? plainAdapter : { ...plainAdapter, probe };
  const spending = spendingWith([plainProvider({ baseUrl: server.origin }, adapter)], { clock: { now: () => now } });
  closing.push(
    () => spending.egress.close(),
    () => server.close(),
  );
  const caller = callerNamed('tenant-1', 'sk-of-the-caller');
  const messages = [{ role: 'user' as const, content: 'The capital of France?' }];
  return {
    ...spending,
    served,
    asked: () => server.requests.filter(({ url }) => url.startsWith('/facts/')),
    sent: () => server.requests.filter(({ url }) => !url.startsWith('/facts/')),
    pass: (ms: number) => (now += ms),
    ask: (input: object = {}, as = caller) => spending.generate.run(as, { model: 'plain/small', messages, ...input }),
    show: (as = caller) => spending.showModel.run(as, 'plain/small'),
    preview: (as = caller) => spending.previewRequest.run(as, { model: 'plain/small', messages }),
    caller,
  };
}

describe('a model of a running server', () => {
  it('is asked for before a call, once for many, with the key, and again when the answer is old', async () => {
    const at = await start();
    await Promise.all(Array.from({ length: 20 }, () => at.ask()));
    expect(at.sent()).toHaveLength(20);
    expect(at.asked()).toHaveLength(1);
    expect(at.asked()[0]!.headers.authorization).toBe('Bearer sk-of-the-caller');
    at.pass(29_000);
    await at.ask();
    expect(at.asked()).toHaveLength(1);
    at.pass(2_000);
    await at.ask();
    expect(at.asked()).toHaveLength(2);
  });

  it('is held to the window that the server has now', async () => {
    const at = await start();
    const messages = [{ role: 'user', content: 'word '.repeat(5_000) }];
    await expect(at.ask({ messages })).rejects.toMatchObject({ code: 'CONTEXT_WINDOW_EXCEEDED' });
    expect(at.sent()).toEqual([]);
    at.served.facts = { contextWindow: 32_768 };
    at.pass(31_000);
    await at.ask({ messages });
    expect(at.sent()).toHaveLength(1);
  });

  it('tells where the number comes from, and when', async () => {
    const at = await start();
    at.served.facts = { contextWindow: 4_096, maxOutputTokens: 512, notes: { contextWindow: 'Of the loaded model.' } };
    const model = await at.show();
    expect(model).toMatchObject({ contextWindow: 4_096, maxOutputTokens: 512 });
    expect(modelFacts(model)).toEqual(
      expect.arrayContaining([
        {
          name: 'contextWindow',
          value: 4_096,
          source: 'probed',
          asOf: '2026-11-23T12:00:00.000Z',
          note: 'Of the loaded model.',
        },
        expect.objectContaining({ name: 'price', source: 'declared' }),
      ]),
    );
    const limits = model.quirks.filter(({ kind }) => kind === 'limited-range');
    expect(limits).toMatchObject([{ parameter: 'maxOutputTokens', max: 512 }]);
  });

  it('is previewed with what is known already, and nobody is asked', async () => {
    const at = await start();
    expect((await at.preview()).model.contextWindow).toBe(100_000);
    expect(at.asked()).toEqual([]);
    await at.ask();
    expect((await at.preview()).model.contextWindow).toBe(4_096);
    expect((await at.preview(callerNamed('tenant-2', 'sk-of-another'))).model.contextWindow).toBe(100_000);
    expect(at.asked()).toHaveLength(1);
  });

  it.each<[string, Partial<Served>]>([
    ['refuses', { status: 500 }],
    ['says nothing of use', { facts: { contextWindow: -1, features: 'all', name: 7, notes: [] } }],
    ['answers with no object', { facts: null }],
    ['sends more than anybody needs', { facts: 'x'.repeat(5_000_000) }],
  ])('is taken as declared where the server %s', async (_, served) => {
    const at = await start();
    Object.assign(at.served, served);
    expect((await at.show()).contextWindow).toBe(100_000);
    expect(await at.ask()).toMatchObject({ text: 'Paris' });
  });

  it('waits for no server, and does not ask a silent one at every call', async () => {
    const at = await start();
    at.served.hang = true;
    const before = Date.now();
    await Promise.all([at.ask(), at.ask()]);
    await at.ask();
    expect(Date.now() - before).toBeLessThan(3_000);
    expect(at.asked()).toHaveLength(1);
    at.pass(6_000);
    at.served.hang = false;
    expect((await at.show()).contextWindow).toBe(4_096);
  });

  it('is one of no more than twenty that a tenant asks about at once', async () => {
    const at = await start();
    at.served.hang = true;
    const refs = Array.from({ length: 25 }, (_, index) => `plain/other-${index}`);
    await Promise.all(refs.map((ref) => at.showModel.run(at.caller, ref)));
    expect(at.asked()).toHaveLength(20);
    at.pass(6_000);
    at.served.hang = false;
    expect(await at.showModel.run(at.caller, refs[24]!)).toMatchObject({ contextWindow: 4_096 });
  });

  it('is shown as declared where there is no credential to ask with', async () => {
    const at = await start();
    expect((await at.show(callerNamed('tenant-3'))).contextWindow).toBe(100_000);
    expect(at.asked()).toEqual([]);
  });

  it('lets a probe send a few requests to its own server, and to no other', async () => {
    const failures: string[] = [];
    const at = await start(async (_, { fetch, baseUrl }) => {
      const fails = (sending: Promise<unknown>) => sending.catch(({ code }) => failures.push(code));
      await fails(fetch('http://127.0.0.1:9/facts/x'));
      await fails(fetch(`${baseUrl}/facts/small`, { method: 'DELETE' }));
      for (let sent = 0; sent < 6; sent++) await fails(fetch(`${baseUrl}/facts/${sent}`));
      return { contextWindow: 2_048 };
    });
    expect((await at.show()).contextWindow).toBe(2_048);
    expect(failures).toEqual(['CREDENTIAL_MISMATCH', 'INTERNAL', 'INTERNAL', 'INTERNAL']);
    expect(at.asked()).toHaveLength(4);
  });

  it('costs nothing where the provider has no server of its own to ask', async () => {
    const at = await start(null);
    await at.ask();
    await at.show();
    expect(at.asked()).toEqual([]);
  });
});
