import { randomUUID } from 'node:crypto';
import { inline, type Way } from './canary-world.js';
import { manners, streamedManners } from './echoing-upstream.js';
import { generateDocument, say } from './stored-key-ways.js';

const streamed = `subscription ($input: GenerateInput!) { generate(input: $input) { delta generation { text toolCalls { name arguments } } } }`;

/** A key that is passed through, for one call. */
export const passedKeyWays: readonly Way[] = [
  ...manners.map((manner): Way => ({
    name: `inline, ${manner}`,
    reaches: true,
    run: (world, canary) =>
      world.client.ask({
        query: generateDocument,
        variables: { input: say(canary, manner, { credential: inline(canary, world), idempotencyKey: randomUUID() }) },
      }),
  })),
  ...streamedManners.flatMap((manner): Way[] => {
    const asked = (canary: Parameters<Way['run']>[1], world: Parameters<Way['run']>[0]) => ({
      query: streamed,
      variables: { input: say(canary, manner, { credential: inline(canary, world), idempotencyKey: randomUUID() }) },
    });
    return [
      {
        name: `event stream, ${manner}`,
        reaches: true,
        run: (world, canary) => world.client.stream(asked(canary, world)),
      },
      { name: `socket, ${manner}`, reaches: true, run: (world, canary) => world.client.socket(asked(canary, world)) },
    ];
  }),
  {
    name: 'header',
    reaches: true,
    async run({ client }, { secrets: [key] }) {
      const input = { model: 'gossip/echo-text', messages: [{ role: 'USER', content: 'Hello' }] };
      // A header holds no line break, and only Latin-1: HTTP itself refuses others.
      const headers = { 'x-byom-provider-key': key!.replaceAll(/[\r\n]/g, '') };
      await client.ask({ query: generateDocument, variables: { input } }, { headers });
      await client.ask(
        { query: generateDocument, variables: { input: { ...input, model: 'gossip/echo-error' } } },
        { headers },
      );
      await client.ask(
        { query: generateDocument, variables: { input: { ...input, model: 'nobody/echo-error' } } },
        { headers },
      );
      const once = { ...input, idempotencyKey: randomUUID() };
      await client.stream({ query: streamed, variables: { input: once } }, { headers });
      await client.send('{"query":', { headers });
      await client.send('{}', { headers: { ...headers, authorization: 'Bearer nobody' } });
    },
  },
  {
    name: 'connectionParams',
    reaches: true,
    async run({ client }, { secrets: [key] }) {
      const input = {
        model: 'gossip/echo-text',
        messages: [{ role: 'USER', content: 'Hello' }],
        idempotencyKey: randomUUID(),
      };
      const asked = { query: streamed, variables: { input } };
      await client.socket(asked, { 'X-BYOM-Provider-Key': key });
      await client.socket(asked, { 'X-BYOM-Provider-Key': key, authorization: 'Bearer nobody' });
      await client.socket(asked, { 'X-BYOM-Provider-Key': { nested: key }, providerKey: key });
      await client.socket({ query: `{ ${'x'.repeat(20)} }`, variables: { key } }, { 'X-BYOM-Provider-Key': key });
    },
  },
  ...['', '-rejects', '-warns', '-throws'].map((fault): Way => ({
    name: `careless plugin${fault}`,
    reaches: true,
    run: (world, { apiKey, secrets: [key] }) =>
      world.client.ask({
        query: generateDocument,
        variables: {
          input: {
            model: `gossip/echo-text${fault}`,
            messages: [{ role: 'USER', content: 'Hello' }],
            credential: { provider: 'gossip', apiKey: apiKey ?? key, baseUrl: `${world.upstream}/v1` },
          },
        },
      }),
  })),
  {
    name: 'previewRequest, which takes none',
    run: (world, canary) =>
      world.client.ask({
        query: `query ($input: GenerateInput!) { previewRequest(input: $input) { body path } }`,
        variables: { input: say(canary, 'text', { credential: inline(canary, world) }) },
      }),
  },
];
