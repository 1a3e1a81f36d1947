import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AllowedEndpoints } from '../../src/egress/allowed-endpoints.js';
import { EndpointPolicy } from '../../src/egress/endpoint-policy.js';
import { GuardedEgress } from '../../src/egress/guarded-egress.js';
import { TenantSecret } from '../../src/vault/tenant-secret.js';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { EgressSetting, post, routeTo } from '../support/egress-setting.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';

const generate =
  'mutation { generate(input: { model: "nearby/any", messages: [{ role: USER, content: "Hi" }] }) { text } }';
const addCredential = 'mutation ($url: String!) { addCredential(input: { provider: "nearby", baseUrl: $url }) { id } }';
const verdict = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'reached',
    (error: Answer) => (error.response?.errors[0].extensions.code ?? error.code) as string,
  );

/** A local server's plugin, whose default address is the one given. */
const pluginAt = (origin: string) => `export default {
  id: 'nearby', name: 'Nearby', sdkVersion: 1, auth: { kind: 'none' }, local: true, baseUrl: '${origin}',
  baseUrlCustomizable: true, models: [{ matches: '*', contextWindow: 1000 }],
  connect: () => ({
    prepare: () => ({ method: 'POST', path: '/ask', body: {} }),
    async complete(_, call) {
      const text = await (await call.fetch(call.baseUrl + '/ask', { method: 'POST', body: '{}' })).text();
      return { choices: [{ text, finishReason: 'stop', toolCalls: [] }] };
    },
  }),
};`;

describe("a local plugin's default address, where the operator says nothing", () => {
  let local: RawServer;
  let place: string;
  let replicas: BootedServer[] = [];
  beforeAll(async () => {
    local = await startRawServer((_, response) => response.end('from nearby'));
    place = await mkdtemp(path.join(tmpdir(), 'byom-nearby-'));
    await mkdir(path.join(place, 'nearby'));
    await writeFile(path.join(place, 'nearby/index.js'), pluginAt(local.origin));
    const env = { BYOM_PLUGIN_DIR: place, BYOM_UNPINNED_PLUGINS: 'allow', BYOM_ALLOW_ENDPOINTS: '' };
    const first = await bootServer({ env });
    const second = await bootServer({ env, databaseUrl: first.databaseUrl, dataDir: first.dataDir });
    replicas = [second, first];
  });
  afterAll(async () => {
    for (const replica of replicas) await replica.close();
    await local.close();
    await rm(place, { recursive: true, force: true });
  });

  it('is closed to everybody, on every replica, as soon as there is a second tenant, and open again after it', async () => {
    const [second, first] = replicas as [BootedServer, BootedServer];
    const { client } = first;
    // It has the same tenant and so the same token.
    const elsewhere = (document: string, variables = {}) => second.client.request<Answer>(document, variables);
    expect(await verdict(client.request(generate))).toBe('reached');
    expect(await verdict(elsewhere(generate))).toBe('reached');
    const neighbour = `http://127.0.0.1:${local.port === 1 ? 2 : local.port - 1}`;
    expect(await verdict(client.request(addCredential, { url: neighbour }))).toBe('ENDPOINT_BLOCKED');

    const made = await client.request<Answer>('mutation { createTenant(name: "other") { tenant { id } } }');
    const before = local.requests.length;
    for (const replica of [first, second]) {
      expect(await verdict(replica.client.request(generate))).toBe('ENDPOINT_BLOCKED');
      expect(await verdict(replica.client.request(addCredential, { url: local.origin }))).toBe('ENDPOINT_BLOCKED');
    }
    expect(local.requests).toHaveLength(before);

    await client.request('mutation ($id: ID!) { deleteTenant(id: $id) }', {
      id: made.createTenant.tenant.id,
    });
    expect(await verdict(elsewhere(generate))).toBe('reached');
  });
});

/** Until a connection may be used again. */
const untilFree = () => new Promise((resolve) => setTimeout(resolve, 50));

it('a connection that was made while an origin was open is not used once it is closed', async () => {
  const setting = new EgressSetting();
  try {
    const server = await setting.serve((_, response) => response.end('{}'));
    for (const host of ['127.0.0.1', 'named.example']) {
      let open = true;
      const origin = `http://${host}:${server.port}`;
      const conditional = { has: (asked: string) => asked === origin, open: async () => open };
      const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
      const policy = new EndpointPolicy(new AllowedEndpoints([], conditional), resolve);
      const egress = new GuardedEgress(policy, TenantSecret.is);
      setting.undo.push(() => egress.close());
      const send = async () => (await post(egress.attemptFetch(routeTo(origin)).fetch, origin)).text();
      const before = server.requests.length;
      await send();
      await untilFree();
      await send();
      await untilFree();
      open = false;
      await expect(send()).rejects.toMatchObject({ code: 'ENDPOINT_BLOCKED' });
      expect(server.requests).toHaveLength(before + 2);
    }
    // The first two of each went over one connection, which was still there.
    expect(server.connections).toBe(2);
  } finally {
    await setting.close();
  }
});
