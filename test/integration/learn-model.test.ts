import { afterEach, describe, expect, it } from '@jest/globals';
import { modelFacts } from '../../src/catalogue/model-facts.js';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import type { GenerateInput } from '../../src/use-cases/generate-input.js';
import { plainProvider } from '../support/plain-provider.js';
import { startRawServer } from '../support/raw-server.js';
import { callerNamed, spendingWith } from '../support/spending.js';

const answer = {
  choices: [{ message: { content: 'Paris' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 1 },
};
const canary = 'canary-of-the-provider';
type Body = Readonly<Record<string, unknown>>;
type Refusal = { readonly message: string; readonly param?: string; readonly code?: string };
const day = 24 * 3_600_000;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server that refuses some requests as the providers of the dialect do. */
async function start(refuse: (body: Body) => Refusal | undefined) {
  const server = await startRawServer((_, response) => {
    const refusal = refuse(bodies().at(-1)!);
    response.writeHead(refusal ? 400 : 200, { 'content-type': 'application/json' });
    const error = refusal && { type: 'invalid_request_error', ...refusal, message: `${refusal.message} ${canary}` };
    response.end(JSON.stringify(refusal ? { error } : answer));
  });
  const bodies = () => server.requests.map(({ body }) => JSON.parse(body) as Body);
  let now = Date.parse('2026-11-23T12:00:00Z');
  const spending = spendingWith([plainProvider({ baseUrl: server.origin }, openAICompatible({}))], {
    clock: { now: () => now },
  });
  closing.push(
    () => spending.egress.close(),
    () => server.close(),
  );
  const caller = callerNamed('tenant-1');
  const add = (as = caller, makeDefault = true) =>
    spending.addCredential.run(as, { provider: 'plain', name: 'key', apiKey: 'sk-0123456789abcdef', makeDefault });
  const messages = [{ role: 'user' as const, content: 'The capital of France?' }];
  return {
    ...spending,
    caller,
    add,
    bodies,
    pass: (ms: number) => (now += ms),
    ask: (input: Partial<GenerateInput> = {}, as = caller) =>
      spending.generate.run(as, { model: 'plain/small', messages, ...input }),
    facts: async (as = caller) => modelFacts(await spending.showModel.run(as, 'plain/small')),
    preview: (input: Partial<GenerateInput> = {}) =>
      spending.previewRequest.run(caller, { model: 'plain/small', messages, ...input }),
  };
}

const noTemperature = (body: Body): Refusal | undefined =>
  'temperature' in body
    ? { message: "Unsupported parameter: 'temperature'.", param: 'temperature', code: 'unsupported_parameter' }
    : undefined;
const warm = { parameters: { temperature: 0.5 } };

describe('a refusal that names what is wrong', () => {
  it('is answered by one corrected request, and kept for the credential', async () => {
    const at = await start(noTemperature);
    await at.add();
    const first = await at.ask(warm);
    expect(first.text).toBe('Paris');
    expect(first.attempts.map(({ errorCode }) => errorCode)).toEqual(['PROVIDER_REJECTED', undefined]);
    expect(first.attempts[0]!.adaptations).toEqual([]);
    const dropped = { parameter: 'temperature', action: 'dropped', requested: 0.5, sent: null, lossless: false };
    expect(first.adaptations).toMatchObject([{ ...dropped, quirk: 'plain/small/learned-temperature' }]);
    expect(first.attempts[1]!.adaptations).toEqual(first.adaptations);
    expect(at.ledger.entries.map(({ settlement }) => settlement?.kind)).toEqual(['refused', 'answered']);

    expect((await at.ask(warm)).attempts).toHaveLength(1);
    expect(at.bodies().map((body) => 'temperature' in body)).toEqual([true, false, false]);
    expect((await at.preview(warm)).adaptations).toMatchObject([dropped]);
  });

  it('shows in the facts of the model, to that credential alone, until it is forgotten', async () => {
    const at = await start(noTemperature);
    await at.add();
    await at.ask(warm);
    expect(await at.facts()).toContainEqual({
      name: 'parameters.temperature',
      value: { supported: false },
      source: 'learned',
      asOf: '2026-11-23T12:00:00.000Z',
      note: 'From a refusal by the provider.',
    });
    const stranger = callerNamed('tenant-2');
    await at.add(stranger);
    const learned = async (as = at.caller) => (await at.facts(as)).filter(({ source }) => source === 'learned');
    expect(await learned(stranger)).toEqual([]);
    const other = await at.add(at.caller, false);
    expect((await at.ask({ ...warm, credential: { id: other.id } })).attempts).toHaveLength(2);

    at.pass(29 * day);
    expect(await learned()).toHaveLength(1);
    at.pass(2 * day);
    expect(await learned()).toEqual([]);
    expect((await at.ask(warm)).attempts).toHaveLength(2);
  });

  it('corrects a limit of the output, and a fixed value', async () => {
    const at = await start(({ max_tokens, temperature }) => {
      if (temperature !== undefined && temperature !== 1) {
        return {
          message: "Unsupported value: 'temperature' does not support 0.5. Only the default (1) value is supported.",
          param: 'temperature',
          code: 'unsupported_value',
        };
      }
      return Number(max_tokens) > 400
        ? { message: '`max_tokens` must be less than or equal to `400`.', param: 'max_tokens' }
        : undefined;
    });
    await at.add();
    await at.ask(warm);
    expect((await at.ask({ parameters: { maxOutputTokens: 900 } })).attempts).toHaveLength(2);
    expect(at.bodies().at(-1)).toMatchObject({ max_tokens: 400 });
    await at.ask({ parameters: { maxOutputTokens: 900, temperature: 0 } });
    expect(at.bodies()).toHaveLength(5);
    expect(at.bodies().at(-1)).toMatchObject({ max_tokens: 400, temperature: 1 });
    expect(await at.facts()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'maxOutputTokens', value: 400, source: 'learned' }),
        expect.objectContaining({ name: 'parameters.temperature', value: { min: 1, max: 1 }, source: 'learned' }),
      ]),
    );
  });

  it('corrects the window: what does not fit is cut where that may be, and else refused without a request', async () => {
    const long = Array.from({ length: 9 }, (_, n) => ({
      role: 'user' as const,
      content: `${n} ${'word '.repeat(400)}`,
    }));
    const at = await start(({ messages }) =>
      JSON.stringify(messages).split(' ').length > 2_000
        ? { message: "This model's maximum context length is 2048 tokens.", code: 'context_length_exceeded' }
        : undefined,
    );
    await at.add();
    const asked = at.ask({ messages: long });
    await expect(asked).rejects.toMatchObject({
      code: 'CONTEXT_WINDOW_EXCEEDED',
      details: { provider: { status: 400 } },
    });
    expect(at.bodies()).toHaveLength(1);
    await expect(at.ask({ messages: long })).rejects.toMatchObject({ code: 'CONTEXT_WINDOW_EXCEEDED' });
    expect(at.bodies()).toHaveLength(1);
    const cut = await at.ask({ messages: long, onOverflow: 'drop-oldest', parameters: { maxOutputTokens: 100 } });
    expect(cut.adaptations).toContainEqual(expect.objectContaining({ parameter: 'messages', action: 'truncated' }));
    expect(at.bodies()).toHaveLength(2);
  });

  it('corrects the order of messages and the format of answers', async () => {
    const at = await start(({ messages, response_format }) => {
      if ((messages as { role: string }[]).some(({ role }) => role === 'system'))
        return { message: 'System role not supported' };
      return response_format === undefined
        ? undefined
        : { message: 'This model does not support response format `json_schema`.', param: 'response_format' };
    });
    await at.add();
    const messages = [
      { role: 'system' as const, content: 'Be brief.' },
      { role: 'user' as const, content: 'The capital of France?' },
    ];
    const first = await at.ask({ messages });
    expect(first.attempts).toHaveLength(2);
    expect(first.adaptations).toContainEqual(
      expect.objectContaining({ action: 'moved', quirk: 'plain/small/learned-messages-system' }),
    );
    expect(at.bodies().at(-1)!['messages']).toEqual([
      { role: 'user', content: expect.stringMatching(/^Be brief\.[^]*The capital of France\?$/) },
    ]);
    const responseFormat = { kind: 'json-schema' as const, name: 'city', schema: { type: 'object' } };
    const second = await at.ask({ messages, responseFormat });
    expect(second.attempts.map(({ errorCode }) => errorCode)).toEqual(['PROVIDER_REJECTED', undefined]);
    expect(second.adaptations).toContainEqual(expect.objectContaining({ parameter: 'responseFormat' }));
    expect((await at.ask({ messages, responseFormat })).attempts).toHaveLength(1);
  });

  it('refuses from then on what the model does not do', async () => {
    const at = await start(({ tools }) =>
      tools === undefined ? undefined : { message: 'small does not support tools' },
    );
    await at.add();
    const tools = [{ name: 'get_weather', schema: { type: 'object' } }];
    for (let call = 1; call <= 2; call += 1) {
      await expect(at.ask({ tools })).rejects.toMatchObject({ code: 'UNSUPPORTED_FEATURE' });
      expect(at.bodies()).toHaveLength(1);
    }
    expect((await at.ask()).text).toBe('Paris');
  });

  it('is told to a caller who wants nothing adapted', async () => {
    const at = await start(noTemperature);
    await at.add();
    await expect(at.ask({ ...warm, onUnsupported: 'reject' })).rejects.toMatchObject({
      code: 'UNSUPPORTED_PARAMETER',
      details: { adaptations: [{ parameter: 'temperature' }] },
    });
    expect(at.bodies()).toHaveLength(1);
  });

  it('corrects once and no more, and what does not help is not kept', async () => {
    const at = await start((body) => {
      const name = ['temperature', 'top_p', 'seed'].find((each) => each in body);
      return name === undefined
        ? undefined
        : { message: `Unsupported parameter: '${name}'.`, param: name, code: 'unsupported_parameter' };
    });
    await at.add();
    const parameters = { temperature: 0.5, topP: 0.5, seed: 1 };
    await expect(at.ask({ parameters })).rejects.toMatchObject({ code: 'PROVIDER_REJECTED' });
    expect(at.bodies()).toHaveLength(2);
    expect(at.learned.rows.size).toBe(0);
  });

  it('helps a key that is not stored, for which nothing is kept', async () => {
    const at = await start(noTemperature);
    const credential = { provider: 'plain', apiKey: 'sk-inline-0123456789' };
    for (let call = 1; call <= 2; call += 1) expect((await at.ask({ ...warm, credential })).attempts).toHaveLength(2);
    expect(at.learned.rows.size).toBe(0);
  });

  it.each<[string, Refusal, Partial<GenerateInput>]>([
    ['a parameter that was not sent', { message: 'x', param: 'top_p', code: 'unsupported_parameter' }, warm],
    [
      'a range that holds what was sent',
      { message: "'temperature' must be between 0 and 2.", param: 'temperature' },
      warm,
    ],
    ['a window of nothing', { message: 'Maximum context length is 5 tokens.', code: 'context_length_exceeded' }, warm],
    [
      'a window beyond belief',
      { message: 'Maximum context length is 90000000 tokens.', code: 'context_length_exceeded' },
      warm,
    ],
    [
      'an output limit above what was asked for',
      { message: '`max_tokens` must be less than or equal to `900`.', param: 'max_tokens' },
      { parameters: { maxOutputTokens: 500 } },
    ],
  ])('teaches nothing where it names %s', async (_, refusal, input) => {
    const at = await start(() => refusal);
    await at.add();
    await expect(at.ask(input)).rejects.toMatchObject({ code: expect.stringMatching(/^(PROVIDER_REJ|CONTEXT)/) });
    expect(at.bodies()).toHaveLength(1);
    expect(at.learned.rows.size).toBe(0);
  });

  it('never shows a word of the provider’s', async () => {
    const at = await start((body) => noTemperature(body) ?? ('seed' in body ? { message: 'No.' } : undefined));
    await at.add();
    const generation = await at.ask(warm);
    const error = await at.ask({ parameters: { seed: 1 } }).catch((thrown: unknown) => thrown);
    const shown = [generation, await at.facts(), [...at.learned.rows.values()], at.logged, error, String(error)];
    expect(JSON.stringify(shown)).not.toContain(canary);
    expect(at.logged.join('\n')).toContain('A refusal corrected what is known of a model.');
  });

  it('fails no call where it cannot be read or kept', async () => {
    const at = await start(noTemperature);
    await at.add();
    const away = () => Promise.reject<never>(new Error('The database is away.'));
    Object.assign(at.learned, { ofCredential: away, keep: away });
    expect((await at.ask(warm)).text).toBe('Paris');
    expect(at.logged.join('\n')).toContain('could not be kept');
  });

  it('is looked up once for many calls', async () => {
    const at = await start(noTemperature);
    await at.add();
    await Promise.all(Array.from({ length: 50 }, () => at.ask()));
    expect(at.learned.reads).toBe(1);
    at.pass(11_000);
    await at.ask();
    expect(at.learned.reads).toBe(2);
  });
});
