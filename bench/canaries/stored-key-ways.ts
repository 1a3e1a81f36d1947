import { randomUUID } from 'node:crypto';
import type { Canary } from './canary-shapes.js';
import { baseUrlOf, inline, modelOf, type CanaryWorld, type Way } from './canary-world.js';

const add = `mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id hint fingerprint name origin } }`;
const generate = `mutation ($input: GenerateInput!) { generate(input: $input) {
  id model text choices { text reasoning logprobs } toolCalls { id name arguments } json adaptations { requested sent reason }
  attempts { model errorCode } credential { id hint fingerprint name } providerRequestId
} }`;

export const say = (canary: Canary, manner: string, more: object = {}) => ({
  model: modelOf(canary, manner),
  messages: [{ role: 'USER', content: 'Hello' }],
  ...more,
});

/** Stores a canary; undefined where it is refused. */
export async function stored(world: CanaryWorld, canary: Canary, more: object = {}): Promise<string | undefined> {
  const { provider, apiKey, fields } = canary;
  const input = { provider, apiKey, fields, baseUrl: baseUrlOf(provider, world.upstream), makeDefault: false, ...more };
  const { body } = await world.client.ask({ query: add, variables: { input } });
  return body.data?.addCredential?.id as string | undefined;
}

const other = 'sk-of-nobody-0123456789';

/** A key that is kept: stored, used, changed, checked, moved and forgotten. */
export const storedKeyWays: readonly Way[] = [
  {
    name: 'addCredential, then by id',
    reaches: true,
    async run(world, canary) {
      const id = await stored(world, canary);
      const asked = (manner: string) => ({
        query: generate,
        variables: { input: say(canary, manner, { credential: { id } }) },
      });
      for (const manner of ['text', 'error']) await world.client.ask(asked(manner));
      await world.client.ask({
        query: '{ credentials { id name hint fingerprint origin lastUsedAt learnedFacts { name value } } }',
      });
    },
  },
  {
    name: 'addCredential, as the default',
    reaches: true,
    async run(world, canary) {
      const id = await stored(world, canary, { makeDefault: true, name: 'default one' });
      await world.client.ask({ query: generate, variables: { input: say(canary, 'forms') } });
      await world.client.ask({ query: 'mutation ($id: ID!) { removeCredential(id: $id) }', variables: { id } });
    },
  },
  {
    name: 'rotateCredential',
    async run(world, canary) {
      const { provider, apiKey, fields } = canary;
      const id = await stored(world, { ...canary, ...(apiKey && { apiKey: other }) });
      const query = `mutation ($id: ID!, $input: RotateCredentialInput!) { rotateCredential(id: $id, input: $input) { id hint fingerprint } }`;
      const input = { apiKey, fields, baseUrl: baseUrlOf(provider, world.upstream) };
      await world.client.ask({ query, variables: { id, input } });
      await world.client.ask({ query, variables: { id: 'none', input } });
      await world.client.ask({ query, variables: { id, input: { ...input, baseUrl: 'http://169.254.169.254/' } } });
    },
  },
  {
    name: 'verifyCredential',
    reaches: true,
    async run(world, canary) {
      const id = await stored(world, canary);
      const query = `mutation ($id: ID!, $model: ModelRef) { verifyCredential(id: $id, model: $model) { ok errorCode } }`;
      for (const manner of ['error', 'masked-error', 'redirect'])
        await world.client.ask({ query, variables: { id, model: modelOf(canary, manner) } });
    },
  },
  {
    name: 'addCredential that fails',
    async run(world, canary) {
      for (const more of [
        { baseUrl: 'http://169.254.169.254/v1' },
        { baseUrl: 'file:///etc/passwd' },
        { provider: 'nobody' },
        { name: '' },
        { fields: { ...canary.fields, unknown: canary.secrets[0] } },
        { apiKey: ` ${canary.secrets[0]} ` },
        { apiKey: `${canary.secrets[0]}\u0000` },
        { apiKey: `${canary.secrets[0]}\u{1F511}` },
      ])
        await stored(world, canary, more);
    },
  },
  {
    name: 'setAlias, with a stored key',
    reaches: true,
    async run(world, canary) {
      const credential = await stored(world, canary);
      const alias = `canary-${randomUUID()}`;
      const query = `mutation ($input: SetAliasInput!) { setAlias(input: $input) { name model credential { id hint } } }`;
      await world.client.ask({
        query,
        variables: { input: { name: alias, model: modelOf(canary, 'text'), credential } },
      });
      await world.client.ask({
        query: generate,
        variables: { input: { ...say(canary, ''), model: `alias:${alias}` } },
      });
    },
  },
  {
    name: 'a fallback on the same key',
    reaches: true,
    run: (world, canary) =>
      world.client.ask({
        query: generate,
        variables: {
          input: say(canary, 'unread', { credential: inline(canary, world), fallbacks: [modelOf(canary, 'text')] }),
        },
      }),
  },
];
export { generate as generateDocument };
