import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gql } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';

const run = promisify(execFile);
const command = path.resolve(import.meta.dirname, '../../dist/src/cli/byom.js');

/** A plugin in four files: its entry, an adapter, a helper, and a dependency of its own. */
const adapter = `
import { phrase } from './phrase.js';
import { mark } from 'marks';

const garbage = { garbage: null, numbers: 7, hollow: { choices: [{}] } };

export class Adapter {
  prepare = ({ model }) => ({ method: 'POST', path: '/say', body: { model, phrase: phrase + mark } });
  async complete(request, call) {
    if (request.model === 'hang') await new Promise(() => {});
    if (request.model === 'throw') throw new TypeError('A bug of the plugin.');
    if (request.model in garbage) return garbage[request.model];
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(this.prepare(request).body) };
    const { said } = await (await call.fetch(call.baseUrl + '/say', init)).json();
    // Read late, as a module that is imported where it is needed.
    const late = await import('./late.js');
    return { choices: [{ text: said + ' ' + late.version, finishReason: 'stop', toolCalls: [] }] };
  }
  dispose() { this.log.info({ phrase }, 'Let go of.'); }
}`;
const entry = (id: string) => `
import { defineProvider, LOGGER } from 'byom/sdk';
import { Adapter } from './adapter.js';
export default defineProvider({
  id: '${id}', name: '${id}', sdkVersion: 1, auth: { kind: 'none' }, models: [{ matches: '*' }],
  connect: (host) => Object.assign(new Adapter(), { log: host.resolve(LOGGER) }),
});`;

let place: string;
let fake: RawServer;
let server: SpawnedServer;

const file = async (name: string, text: string) => {
  const full = path.join(place, name);
  await mkdir(path.dirname(full), { recursive: true });
  await writeFile(full, text);
};
async function plugin(id: string, version: string): Promise<void> {
  await file(`${id}/package.json`, `{ "type": "module", "version": "${version}", "dependencies": { "marks": "*" } }`);
  await file(`${id}/index.js`, entry(id));
  await file(`${id}/adapter.js`, adapter);
  await file(`${id}/phrase.js`, `export const phrase = 'words of ${version}';`);
  await file(`${id}/late.js`, `export const version = '${version}';`);
  // Beside the plugins, as installers hoist what several of them share.
  await file('node_modules/marks/package.json', '{ "name": "marks", "type": "module", "exports": "./index.js" }');
  await file('node_modules/marks/index.js', `export const mark = ', marked ${version}';`);
}

const generate = gql`
  mutation ($model: ModelRef!, $baseUrl: String!) {
    generate(
      input: {
        model: $model
        messages: [{ role: USER, content: "Hello" }]
        credential: { provider: "upgraded", baseUrl: $baseUrl }
      }
    ) {
      text
    }
  }
`;
const ask = async (model = 'upgraded/one', signal?: AbortSignal): Promise<string> => {
  const variables = { model, baseUrl: fake.origin };
  const answer = await server.client.request<Answer>({ document: generate, variables, signal });
  return answer.generate.text as string;
};
const reload = async (...args: string[]) =>
  run(process.execPath, [command, 'plugin', 'reload', ...args, '--url', server.url, '--token', server.token]).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
  );
const state = gql`
  {
    providers {
      id
      version
      loadedVersions
    }
    refusedPlugins {
      location
      reason
    }
  }
`;
const stateOf = async (id: string) => {
  const { providers, refusedPlugins } = await server.client.request<Answer>(state);
  return { ...providers.find((one: { id: string }) => one.id === id), refusedPlugins };
};

beforeAll(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'byom-upgrade-'));
  await chmod(place, 0o755);
  await plugin('upgraded', '1.0.0');
  fake = await startRawServer((_request, response) => {
    const { phrase } = JSON.parse(fake.requests.at(-1)!.body) as { phrase: string };
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ said: phrase }));
    }, 400);
  });
  server = await spawnServer({
    env: { BYOM_PLUGIN_DIR: place, BYOM_UNPINNED_PLUGINS: 'allow', BYOM_LOG_LEVEL: 'info' },
  });
}, 60_000);
afterAll(async () => {
  // What hangs would keep it for as long as requests may take.
  await server?.kill('SIGKILL');
  await server?.close();
  await fake?.close();
  await rm(place, { recursive: true, force: true });
});

const first = 'words of 1.0.0, marked 1.0.0 1.0.0';
const second = 'words of 2.0.0, marked 2.0.0 2.0.0';
const third = 'words of 3.0.0, marked 3.0.0 3.0.0';

describe('a plugin', () => {
  it('is upgraded, helpers and dependencies with it, under 200 requests at a time, none of which fails', async () => {
    const load = new AbortController();
    const until = Date.now() + 30_000;
    const failures: unknown[] = [];
    const answers = new Map<string, number>();
    const askOnAndOn = async () => {
      while (!load.signal.aborted && failures.length === 0 && Date.now() < until) {
        const text = await ask().catch((error: unknown) => void failures.push(error));
        if (text !== undefined) answers.set(text, (answers.get(text) ?? 0) + 1);
      }
    };
    const asking = Array.from({ length: 200 }, askOnAndOn);
    const answered = async (text: string, times: number) => {
      while ((answers.get(text) ?? 0) < times && failures.length === 0 && Date.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await answered(first, 200);
    await plugin('upgraded', '2.0.0');
    const told = await reload('upgraded');
    await answered(second, 200);
    load.abort();
    await Promise.all(asking);
    expect(told).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/upgraded +replaced +2\.0\.0 +2/),
    });
    expect(failures).toEqual([]);
    // Late modules of the first version come from where it was loaded, and may be the new ones: nothing else is mixed.
    const mixed = [...answers.keys()].filter((text) => !text.startsWith(first.slice(0, -6)) && text !== second);
    expect(mixed).toEqual([]);
    expect(await ask()).toBe(second);
    expect(server.output()).toMatch(/words of 1\.0\.0.*Let go of\./);
    expect(await stateOf('upgraded')).toMatchObject({ version: '2.0.0', loadedVersions: 2, refusedPlugins: [] });
  }, 60_000);

  it('goes on serving where the new one is a bad one, which is told', async () => {
    await file('upgraded/phrase.js', 'export const phrase = ;');
    const { code, stdout } = await reload();
    expect(code).toBe(1);
    expect(stdout).toMatch(/refused .*Its module does not load/);
    expect(await ask()).toBe(second);
    expect(await stateOf('upgraded')).toMatchObject({
      version: '2.0.0',
      loadedVersions: 2,
      refusedPlugins: [{ location: path.join(place, 'upgraded'), reason: expect.stringContaining('does not load') }],
    });
    await plugin('upgraded', '3.0.0');
    expect((await reload('upgraded')).code).toBe(0);
    expect(await ask()).toBe(third);
    expect(await stateOf('upgraded')).toMatchObject({ version: '3.0.0', loadedVersions: 3, refusedPlugins: [] });
  });

  it('is found where it was put beside the others', async () => {
    await plugin('newcomer', '3.0.0');
    const { stdout } = await reload();
    expect(stdout).toMatch(/newcomer +loaded +3\.0\.0 +1/);
    expect(await stateOf('newcomer')).toMatchObject({ version: '3.0.0', loadedVersions: 1 });
  });

  it('that ships with the server is not reloaded', async () => {
    const mutation = gql`
      mutation {
        reloadPlugins(provider: "groq") {
          id
        }
      }
    `;
    await expect(server.client.request(mutation)).rejects.toMatchObject({
      response: { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    });
  });

  it('costs its own request only where it hangs, throws or answers with garbage', async () => {
    expect(await ask()).toBe(third);
    const leaving = new AbortController();
    const hanging = ask('upgraded/hang', leaving.signal).catch((error: unknown) => String(error));
    const bad = ['throw', 'garbage', 'numbers', 'hollow'].map((model) =>
      ask(`upgraded/${model}`).catch((error: Answer) => error.response.errors[0].extensions.code as string),
    );
    expect(await Promise.all(bad)).toEqual(Array.from({ length: 4 }, () => 'PROVIDER_PROTOCOL'));
    expect(await ask()).toBe(third);
    leaving.abort();
    expect(await hanging).toMatch(/abort/i);
  }, 60_000);
});
