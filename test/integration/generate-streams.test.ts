import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GenerationEvent } from '../../src/use-cases/generation.js';
import { GenerateSetting, ask, canary, inline, tenant } from '../support/generate-setting.js';
import { callerNamed } from '../support/spending.js';

const setting = new GenerateSetting();
beforeEach(() => setting.start());
afterEach(() => setting.close());

const collect = async (events: AsyncIterable<GenerationEvent>) => {
  const all: GenerationEvent[] = [];
  for await (const event of events) all.push(event);
  return { text: all.map(({ delta }) => delta?.text ?? '').join(''), generation: all.at(-1)?.generation, all };
};
const eventually = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe('an idempotency key', () => {
  const input = ask({ credential: inline, idempotencyKey: 'key-1' });

  it('gives the first answer again, for the same input alone', async () => {
    const first = await setting.spending.generate.run(tenant, input);
    const again = await setting.spending.otherReplica().run(tenant, { ...input });
    expect(again).toEqual({ ...first, credential: { ...first.credential, sealed: null } });
    const changed = { ...input, parameters: { temperature: 1 } };
    await expect(setting.spending.generate.run(tenant, changed)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    await setting.spending.generate.run(callerNamed('tenant-2'), changed);
    expect(setting.fake.requests).toHaveLength(2);
    expect(JSON.stringify([...setting.spending.idempotency.rows])).not.toContain(canary);
  });

  it('used fifty times at once makes one call', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => setting.spending.generate.run(tenant, input)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    }
    expect(setting.fake.requests).toHaveLength(1);
  });

  it('is free again after a failure that cost nothing, and keeps one that may have', async () => {
    await setting.start({ fault: (n) => (n === 1 ? { status: 400 } : n < 4 ? 'cut' : undefined) });
    await expect(setting.spending.generate.run(tenant, input)).rejects.toMatchObject({ code: 'PROVIDER_REJECTED' });
    for (let time = 0; time < 2; time++) {
      const error = await setting.spending.generate.run(tenant, input).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'PROVIDER_UNREACHABLE', details: { inDoubt: 2, provider: { id: 'plain' } } });
    }
    expect(setting.fake.requests).toHaveLength(3);
  });
});

describe('a streamed generation', () => {
  const input = ask({ credential: inline, idempotencyKey: 'stream-1' });
  const long = 'one two three four five six seven eight nine ten';

  it('needs a key, and gives deltas and then the whole', async () => {
    await expect(collect(setting.spending.generate.stream(tenant, ask({ credential: inline })))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    const { text, generation, all } = await collect(setting.spending.generate.stream(tenant, input));
    expect(text).toBe('Paris');
    expect(generation).toMatchObject({ text: 'Paris', latency: { firstTokenMs: expect.any(Number) } });
    expect(all.filter((event) => event.generation)).toHaveLength(1);
  });

  it('goes on when its reader leaves; who comes again is given all of it, and one request is made', async () => {
    await setting.start({ answer: () => long, pieceDelayMs: 10 });
    for await (const event of setting.spending.generate.stream(tenant, input)) if (event.delta) break;
    const [again, third] = await Promise.all([
      collect(setting.spending.generate.stream(tenant, input)),
      collect(setting.spending.generate.stream(tenant, input)),
    ]);
    expect(again.text).toBe(long);
    expect(again.generation!.text).toBe(long);
    expect(third.generation!.id).toBe(again.generation!.id);
    const later = await collect(setting.spending.generate.stream(tenant, input));
    expect(later.all).toHaveLength(1);
    expect(later.generation!.id).toBe(again.generation!.id);
    expect((await setting.spending.generate.run(tenant, input)).id).toBe(again.generation!.id);
    expect(setting.fake.requests).toHaveLength(1);
  });

  it('finishes with nobody there', async () => {
    await setting.start({ answer: () => long, pieceDelayMs: 5 });
    for await (const event of setting.spending.generate.stream(tenant, input)) if (event.delta) break;
    await eventually(() => setting.spending.ledger.open.length === 0);
    expect(setting.spending.ledger.entries[0]!.settlement!.kind).toBe('answered');
  });

  it('is followed to its end from another replica', async () => {
    await setting.start({ answer: () => long, pieceDelayMs: 5 });
    const here = collect(setting.spending.generate.stream(tenant, input));
    await eventually(() => setting.fake.requests.length === 1);
    const there = await collect(setting.spending.otherReplica().stream(tenant, input));
    expect(there.generation!.id).toBe((await here).generation!.id);
    expect(setting.fake.requests).toHaveLength(1);
  });

  it('with another input is a mismatch, and with a running one the mutation says so', async () => {
    await setting.start({ answer: () => long, pieceDelayMs: 10 });
    const running = collect(setting.spending.generate.stream(tenant, input));
    await eventually(() => setting.fake.requests.length === 1);
    const changed = { ...input, parameters: { temperature: 1 } };
    for (const replica of [setting.spending.generate, setting.spending.otherReplica()]) {
      await expect(collect(replica.stream(tenant, changed))).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    }
    await expect(setting.spending.generate.run(tenant, input)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_IN_PROGRESS',
    });
    const foreign = await collect(setting.spending.generate.stream(callerNamed('tenant-2'), changed));
    expect(foreign.generation!.id).not.toBe((await running).generation!.id);
  });

  it('that fails, fails for every reader', async () => {
    await setting.start({ fault: () => ({ status: 401 }) });
    const readers = await Promise.allSettled(
      [1, 2].map(() => collect(setting.spending.generate.stream(tenant, input))),
    );
    for (const reader of readers) expect(reader).toMatchObject({ reason: { code: 'CREDENTIAL_INVALID' } });
    expect(setting.fake.requests).toHaveLength(1);
  });
});
