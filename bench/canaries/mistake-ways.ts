import { inline, type CanaryWorld, type Way } from './canary-world.js';
import type { Canary } from './canary-shapes.js';
import { generateDocument, say, stored } from './stored-key-ways.js';
import { runInput, startRun } from './run-ways.js';

const text = (canary: Canary) => JSON.stringify(canary.secrets[0]);
/** Nothing tells such a key from an id, which a log of all statements holds. */
const isId = ({ shape }: Canary) => shape === 'uuid';
/** As much of it as a name may be in GraphQL. */
const asName = (canary: Canary) => `k${canary.secrets[0]!.replaceAll(/\W/g, '_').slice(0, 200)}`;

/** Beside a key that stands where it belongs, or in its place. */
const typos = (world: CanaryWorld, canary: Canary): readonly object[] => [
  say(canary, 'text', { credential: { ...inline(canary, world), apikey: canary.secrets[0] } }),
  say(canary, 'text', { credential: { ...inline(canary, world), apiKey: [canary.secrets[0]] } }),
  say(canary, 'text', { credential: { ...inline(canary, world), apiKey: { key: canary.secrets[0] } } }),
  say(canary, 'text', { credential: canary.secrets[0] }),
  say(canary, 'text', { credentials: inline(canary, world) }),
  say(canary, 'text', { credential: { ...inline(canary, world), baseUrl: `http://${canary.secrets[0]}@127.0.0.1/` } }),
  say(canary, 'text', { credential: { ...inline(canary, world), baseUrl: canary.secrets[0] } }),
  say(canary, 'text', { credential: { provider: canary.secrets[0] } }),
  ...(isId(canary) ? [] : [say(canary, 'text', { credential: { id: canary.secrets[0] } })]),
  say(canary, 'text', { parameters: { temperature: canary.secrets[0] } }),
  say(canary, 'text', { onUnsupported: canary.secrets[0] }),
  say(canary, 'text', { messages: canary.secrets[0] }),
  say(canary, 'text', { fallbacks: [canary.secrets[0], `openai:${canary.secrets[0]}`] }),
  say(canary, 'text', { model: canary.secrets[0] }),
  say(canary, 'text', { model: `${canary.secrets[0]}/gpt-5-mini` }),
  say(canary, 'text', { idempotencyKey: canary.secrets[0]!.repeat(40) }),
  { [canary.secrets[0]!]: 1, ...say(canary, 'text') },
];

/** Keys that stand where none belongs. Everything here is to be refused or ignored, and none of it kept. */
export const mistakeWays: readonly Way[] = [
  {
    name: 'typos beside it, and wrong types',
    async run(world, canary) {
      for (const input of typos(world, canary))
        await world.client.ask({ query: generateDocument, variables: { input } });
      const subscription = `subscription ($input: GenerateInput!) { generate(input: $input) { delta } }`;
      for (const input of typos(world, canary).slice(0, 3)) {
        await world.client.stream({ query: subscription, variables: { input } });
        await world.client.socket({ query: subscription, variables: { input } });
      }
      for (const variables of [
        { input: canary.secrets[0] },
        { [canary.secrets[0]!]: 1 },
        [canary.secrets[0]],
        canary.secrets[0],
      ])
        await world.client.ask({ query: generateDocument, variables: variables as never });
    },
  },
  {
    name: 'in the document',
    async run({ client }, canary) {
      const [key, name] = [text(canary), asName(canary)];
      for (const query of [
        `mutation { addCredential(input: { provider: "openai", apiKey: ${key} }) { id } }`,
        `mutation { addCredential(input: { provider: "openai", apikey: ${key} }) { id } }`,
        `mutation { addCredential(input: { provider: "openai", fields: { apiKey: ${key} } }) { id } }`,
        `mutation ($key: Secret = ${key}) { addCredential(input: { provider: "openai", apiKey: $key }) { id } }`,
        `mutation { generate(input: { model: "openai/x", messages: [], credential: { provider: "openai", apiKey: ${key} } }) { text } }`,
        `{ model(ref: ${key}) { ref } }`,
        `{ provider(id: ${key}) { id } }`,
        `{ dataset(id: ${key}) { id } }`,
        `{ optimization(id: ${key}) { id } }`,
        ...['removeCredential', 'deleteDataset', 'deleteOptimization'].map(
          (field) => `mutation { ${field}(id: ${key}) }`,
        ),
        ...['cancelOptimization', 'pauseOptimization', 'resumeOptimization', 'verifyCredential', 'revokeToken'].map(
          (field) => `mutation { ${field}(id: ${key}) { __typename } }`,
        ),
        `mutation { reloadPlugins(provider: ${key}) { id } }`,
        `mutation { forgetLearnedFacts(credential: ${key}) }`,
        `{ viewer { id } } # ${key}`,
        key,
        `{ ${canary.secrets[0]} }`,
        `{ ${name} }`,
        `{ viewer(${name}: 1) { id } }`,
        `{ viewer { ...${name} } }`,
        `{ viewer @${name} { id } }`,
        `query ($${name}: Int) { viewer { id } }`,
        `query ($${name}: ${name}) { viewer { id } }`,
        `query ($${name}: [Secret!]!) { provider(id: $${name}) { id } }`,
        `query ($a: ModelRef!) { model(ref: $${name}) { ref } }`,
        `query ${name} { nothing }`,
        `query ${name} { viewer { id } } query ${name} { viewer { id } }`,
        `fragment ${name} on Query { viewer { id } } { viewer { id } }`,
        `fragment ${name} on ${name} { viewer { id } } { ...${name} }`,
        `{ viewer { id: ${name} } }`,
        `{ models(filter: { ${name}: 1 }) { nodes { ref } } }`,
        `{ models(filter: { features: [${name}] }) { nodes { ref } } }`,
        `subscription ${name} { generate(input: { model: ${key} }) { ${name} } }`,
      ]) {
        if (isId(canary) && /\((?:id|credential): "/.test(query)) continue;
        await client.ask({ query });
        await client.stream({ query });
        await client.socket({ query });
      }
    },
  },
  {
    name: 'beside the document',
    async run({ client }, canary) {
      const key = canary.secrets[0]!;
      const query = '{ viewer { id } }';
      await client.ask({ query, operationName: key });
      await client.stream({ query, operationName: key });
      await client.socket({ query, operationName: key });
      await client.ask({ query, extensions: { key, apiKey: key } });
      await client.ask({ extensions: { persistedQuery: { version: 1, sha256Hash: key } } });
      await client.ask({ query: key.repeat(3), variables: { key } });
      await client.ask({ query, [key]: 1 });
    },
  },
  {
    name: 'in the address, or in another header',
    async run({ client }, canary) {
      const key = canary.secrets[0]!;
      const quoted = encodeURIComponent(key);
      const header = key.replaceAll(/[\r\n]/g, '');
      const query = '{ viewer { id } }';
      for (const path of [
        `/graphql?key=${quoted}`,
        `/${quoted}`,
        `/graphql/${quoted}`,
        `/health/${quoted}?api_key=${quoted}`,
      ]) {
        for (const method of ['POST', 'GET', 'PUT', 'OPTIONS']) {
          await client.send(method === 'POST' ? JSON.stringify({ query }) : '', { path, method });
        }
      }
      for (const name of [
        'x-api-key',
        'api-key',
        'x-byom-key',
        'cookie',
        'x-request-id',
        'origin',
        'referer',
        'user-agent',
        'accept',
        'traceparent',
        'x-forwarded-for',
      ])
        await client.ask({ query }, { headers: { [name]: header } });
      await client.ask({ query }, { headers: { 'content-type': header.replaceAll(/[^\x20-\x7e]/g, '') } });
      await client.ask({ query }, { headers: { 'content-type': `application/json; charset=${quoted}` } });
      await client.ask({ query }, { headers: { authorization: `Bearer ${header}` } });
      await client.ask({ query }, { headers: { authorization: header } });
      await client.ask({ query }, { headers: { authorization: `Basic ${Buffer.from(header).toString('base64')}` } });
      await client.socket({ query }, { authorization: `Bearer ${key}` }, false);
    },
  },
  {
    name: 'in a body that is none',
    async run({ client }, canary) {
      const key = canary.secrets[0]!;
      const variables = { input: { apiKey: key } };
      for (const body of [
        key,
        text(canary),
        `{"query": ${key}}`,
        `{"query":"{ viewer { id } }","variables":{"key":${text(canary)}}`,
        `[${text(canary)}]`,
        JSON.stringify([{ query: '{ viewer { id } }', variables }]),
        JSON.stringify({ query: 7, variables }),
        JSON.stringify({ query: [key], variables }),
      ])
        await client.send(body);
      for (const type of [
        'text/plain',
        'multipart/form-data; boundary=x',
        'application/x-www-form-urlencoded',
        'application/graphql',
      ])
        await client.send(`key=${encodeURIComponent(key)}`, { headers: { 'content-type': type } });
    },
  },
  {
    name: 'in an oversized body',
    once: true,
    async run({ client }, canary) {
      const large = JSON.stringify({
        query: '{ viewer { id } }',
        variables: { key: canary.secrets[0], more: ' '.repeat(17 * 1024 * 1024) },
      });
      await client.send(large).catch(() => undefined);
    },
  },
  {
    name: 'in a name beside itself',
    async run(world, canary) {
      const [key] = canary.secrets;
      await stored(world, canary, { name: `my key ${key}` });
      await stored(world, canary, { name: key });
      await stored(world, canary, { baseUrl: `${world.upstream}/${encodeURIComponent(key!)}/v1` });
      await startRun(world, 'evaluate', { ...runInput(world, canary), idempotencyKey: key } as never);
      const input = say(canary, 'text', { credential: inline(canary, world), idempotencyKey: key });
      await world.client.ask({ query: generateDocument, variables: { input } });
    },
  },
];
