import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gql } from 'graphql-request';
import type { AuditedPlugin } from '../../src/sdk/audits/audited-plugin.js';
import type { AuditReply } from '../../src/sdk/audits/audit-reply.js';
import { errorCases, streamedCases } from '../../src/sdk/audits/error-cases.js';
import { expectSent } from '../../src/sdk/audits/expect-sent.js';
import type { ErrorReply } from '../../src/sdk/audits/provider-replies.js';
import { scenarios, type ScenarioRequest } from '../../src/sdk/audits/scenarios.js';
import { authChoices, errorCodes, type JsonObject, type ModelFeature } from '../../src/sdk/index.js';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { everyPlugin } from '../support/every-plugin.js';
import { startFakeOfFixtures, type FakeOfFixtures } from '../support/fake-of-fixtures.js';

const plugins = await everyPlugin();
const id = ({ definition }: AuditedPlugin) => definition.id;
const key = 'sk-of-a-customer-0123456789abcdef';

const generate = gql`
  mutation ($input: GenerateInput!) {
    generate(input: $input) {
      text
      finishReason
      json
      toolCalls {
        id
        name
        arguments
      }
      usage {
        inputTokens
        cachedInputTokens
        outputTokens
        reasoningTokens
      }
      attempts {
        errorCode
      }
    }
  }
`;
const stream = /* GraphQL */ `
  subscription ($input: GenerateInput!) {
    generate(input: $input) {
      delta
      generation {
        text
        finishReason
      }
    }
  }
`;

let server: BootedServer;
let fake: FakeOfFixtures;
beforeAll(async () => {
  fake = await startFakeOfFixtures();
  server = await bootServer();
});
afterAll(async () => {
  await server?.close();
  await fake?.close();
});

/** Where a provider's requests go: at the fake's address of this number. */
function place(plugin: AuditedPlugin, at: number): { readonly origin: string; readonly base: string } {
  const { pathname } = new URL(plugin.baseUrl);
  return { origin: fake.origin(at), base: pathname.replace(/\/$/, '') };
}

/** A key for each secret field, and the fixtures' own values of the others. */
function credentialOf(plugin: AuditedPlugin, at: number): object {
  const { definition, conformance } = plugin;
  const { origin, base } = place(plugin, at);
  const declared = definition.credentialFields ?? [{ name: 'apiKey', secret: true, required: true }];
  const secrets = declared.filter(({ secret, required }) => secret && required).map(({ name }) => name);
  const takesKey =
    declared.some(({ name }) => name === 'apiKey') &&
    !authChoices(definition.auth).every(({ kind }) => kind === 'none');
  const others = Object.fromEntries(secrets.filter((name) => name !== 'apiKey').map((name) => [name, key]));
  const fields = { ...conformance.fields, ...others };
  return {
    provider: definition.id,
    baseUrl: origin + base,
    ...(takesKey && { apiKey: key }),
    ...(Object.keys(fields).length > 0 && { fields }),
  };
}

/** A uniform request as a client sends it. */
function inputOf(
  plugin: AuditedPlugin,
  { messages, responseFormat, tools }: ScenarioRequest,
  model: string,
  at = plugins.indexOf(plugin),
) {
  return {
    model: `${id(plugin)}/${model}`,
    messages: messages.map(({ role, ...rest }) => ({ role: role.toUpperCase(), ...rest })),
    ...(tools && { tools }),
    ...(responseFormat && { responseFormat: { ...responseFormat, kind: 'JSON_SCHEMA' } }),
    credential: credentialOf(plugin, at),
  };
}

interface Serving {
  readonly reply: AuditReply;
  readonly streams?: boolean;
  readonly at?: number;
}

function serve(plugin: AuditedPlugin, request: ScenarioRequest, model: string, serving: Serving): void {
  const { reply, streams = false, at = plugins.indexOf(plugin) } = serving;
  const { origin, base } = place(plugin, at);
  fake.serve(origin, base + plugin.prepared(request, model, streams).path, reply);
}

/** Asks once, over GraphQL and HTTP, and looks at what arrived at the provider. */
async function ask(
  plugin: AuditedPlugin,
  feature: ModelFeature | undefined,
  request: ScenarioRequest,
  reply: AuditReply,
  sent: JsonObject,
): Promise<Answer> {
  const model = plugin.modelWith(feature);
  serve(plugin, request, model, { reply });
  const before = fake.requests.length;
  const answer = await server.client.request<Answer>(generate, { input: inputOf(plugin, request, model) });
  const arrived = fake.requests.slice(before);
  expect(arrived).toHaveLength(1);
  expectSent(JSON.parse(arrived[0]!.body), sent);
  isAuthenticated(plugin, arrived[0]!.headers);
  expect(`${arrived[0]!.path} ${arrived[0]!.body}`).not.toContain(key);
  return answer.generate;
}

/** The key came, and in no other way than the plugin declares. */
function isAuthenticated({ definition }: AuditedPlugin, headers: FakeOfFixtures['requests'][number]['headers']): void {
  const auth = authChoices(definition.auth).find(({ when }) => when === undefined || when.field === 'apiKey');
  if (auth?.kind === 'bearer') expect(headers.authorization).toBe(`${auth.scheme ?? 'Bearer'} ${key}`);
  else if (auth?.kind === 'header') expect(headers[auth.name.toLowerCase()]).toBe(key);
  else if (auth?.kind === 'aws-sigv4') expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 /);
  else if (auth?.kind === 'none') expect(headers.authorization).toBeUndefined();
}

async function streamed(plugin: AuditedPlugin, reply: AuditReply, at?: number) {
  const model = plugin.modelWith('streaming');
  const { request } = scenarios.streamed;
  serve(plugin, request, model, { reply, streams: true, at });
  const input = { ...inputOf(plugin, request, model, at), idempotencyKey: `${id(plugin)}-${at}` };
  const client = server.subscriber();
  let text = '';
  let last: Answer;
  try {
    for await (const { data, errors } of client.iterate<Answer>({ query: stream, variables: { input } })) {
      if (errors) return { text, error: errors[0]! as Answer };
      text += data?.generate.delta ?? '';
      last = data?.generate.generation ?? last;
    }
  } catch (error) {
    const first: Answer = Array.isArray(error) ? error[0] : error;
    return { text, error: first };
  } finally {
    client.dispose();
  }
  return { text, generation: last };
}

const declaring = (feature: ModelFeature) => plugins.filter((plugin) => plugin.declares(feature));

describe('the same four requests at every provider that takes them', () => {
  it.each(declaring('tools').map((plugin) => [id(plugin), plugin] as const))(
    'a conversation with tools: %s',
    async (_, plugin) => {
      const { request, answering, text } = scenarios.tools;
      const tools = plugin.replies.tools!;
      const called = await ask(plugin, 'tools', request, tools.calls, tools.sentCalls);
      const parallel = plugin.resolved(plugin.modelWith('tools')).features.includes('parallel-tools');
      const cities = called.toolCalls.length === 1 && !parallel ? ['Paris'] : ['Paris', 'Oslo'];
      expect(called).toMatchObject({
        finishReason: 'TOOL_CALLS',
        toolCalls: cities.map((city) => ({ name: 'get_weather', arguments: { city } })),
      });
      const back = answering(called.toolCalls, called.text);
      const answer = await ask(plugin, 'tools', back, tools.final, tools.sentFinal);
      expect(answer).toMatchObject({ text, finishReason: 'STOP', toolCalls: [] });
    },
  );

  const extracting = plugins.filter(({ replies }) => replies.json !== undefined);
  it.each(extracting.map((plugin) => [id(plugin), plugin] as const))('a JSON extraction: %s', async (_, plugin) => {
    const { reply, sent } = plugin.replies.json!;
    const feature = (['json-schema', 'json-mode'] as const).find((one) => plugin.declares(one));
    const answer = await ask(plugin, feature, scenarios.json.request, reply, sent);
    expect(answer).toMatchObject({ json: scenarios.json.answer, finishReason: 'STOP', toolCalls: [] });
    expect(JSON.parse(answer.text)).toEqual(scenarios.json.answer);
  });

  it.each(declaring('vision').map((plugin) => [id(plugin), plugin] as const))(
    'a question about an image: %s',
    async (_, plugin) => {
      const { reply, sent } = plugin.replies.image!;
      const answer = await ask(plugin, 'vision', scenarios.image.request, reply, sent);
      expect(answer).toMatchObject({ text: scenarios.image.text, finishReason: 'STOP' });
    },
  );

  it.each(declaring('streaming').map((plugin) => [id(plugin), plugin] as const))(
    'a streamed answer: %s',
    async (_, plugin) => {
      const { text, usage, whole } = plugin.replies;
      const answer = await streamed(plugin, plugin.replies.streamed!);
      expect(answer).toEqual({ text, generation: { text, finishReason: 'STOP' } });
      const { cacheWriteTokens: _written, ...counted } = usage;
      expect(await ask(plugin, undefined, scenarios.streamed.request, whole, {})).toMatchObject({
        text,
        usage: counted,
      });
    },
  );
});

/** Waits of more than a second are left to the tests of the retry policy. */
const isQuick = ({ retryAfterMs = 0, reply }: ErrorReply) =>
  (retryAfterMs <= 1_000 || retryAfterMs > 60_000) && reply.headers?.['retry-after'] === undefined;

async function failureOf(plugin: AuditedPlugin, { case: name, reply }: ErrorReply, at: number): Promise<Answer> {
  if (streamedCases.includes(name)) return (await streamed(plugin, reply, at)).error;
  const model = plugin.modelWith();
  const { request } = scenarios.streamed;
  serve(plugin, request, model, { reply, at });
  return server.client.request<Answer>(generate, { input: inputOf(plugin, request, model, at) }).then(
    ({ generate: answer }) => ({ message: `It answers ${answer.text}` }),
    (error: Answer) => error.response.errors[0],
  );
}

describe('the same failures at every provider', () => {
  const failures = plugins.flatMap((plugin) => {
    const streams = plugin.declares('streaming');
    const shown = plugin.replies.errors.filter((one) => isQuick(one) && (streams || !streamedCases.includes(one.case)));
    return shown.map((one) => ({ plugin, one }));
  });

  it('have the same codes', async () => {
    const table = failures.map(async ({ plugin, one }, index) => {
      const failure = await failureOf(plugin, one, plugins.length + index);
      const { code, retryable, provider } = failure?.extensions ?? { code: failure?.message };
      return { provider: id(plugin), case: one.case, code, retryable, by: provider?.id };
    });
    const expected = failures.map(({ plugin, one }) => {
      const code = one.code ?? errorCases[one.case];
      return { provider: id(plugin), case: one.case, code, retryable: errorCodes[code].retryable, by: id(plugin) };
    });
    expect(await Promise.all(table)).toEqual(expected);
  }, 120_000);
});
