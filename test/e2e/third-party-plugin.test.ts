import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLClient } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';
import { expectLookingGlassToAnswer } from '../support/looking-glass.js';
import { startRawServer } from '../support/raw-server.js';
import { addCredential, generate, generateAtOdd, whatIsLoaded } from '../support/stranger-documents.js';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What a stranger has: the page, and what its own words lead to. */
const readme = await readFile(path.join(root, 'README.md'), 'utf8');
const chapter = /\n## Writing a plugin\n([\s\S]*?)\n## /.exec(readme)![1]!;
const block = (language: string) => new RegExp(`\n\`\`\`${language}\n([\\s\\S]*?\n)\`\`\`\n`).exec(chapter)![1]!;
const source = block('js');
const oddSource = [...chapter.matchAll(/\n```js\n([\s\S]*?\n)```\n/g)][1]![1]!;
const manifest = JSON.parse(block('json')) as { name: string };

/** What npm itself handed down to this process is not part of a stranger's environment. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_(package|lifecycle|config_local_prefix|command)|byom_|node_options)/i.test(name),
  ),
);
/** Of a poisoned run: npm alone has to get out. */
const straight = Object.fromEntries(Object.entries(environment).filter(([name]) => !/_proxy$/i.test(name)));
const npm = async (folder: string, ...args: string[]) => run('npm', args, { cwd: folder, env: straight });

async function packed(folder: string, destination: string): Promise<string> {
  await npm(folder, 'pack', '--ignore-scripts', '--pack-destination', destination);
  return path.join(
    destination,
    (await readdir(destination)).find((name) => name.endsWith('.tgz'))!,
  );
}

let place: string;
let project: string;
let plugin: string;
let fake: FakeProvider;
beforeAll(async () => {
  // Strangers keep their projects where the database's own user may look for it.
  place = await mkdtemp(path.join(tmpdir(), 'byom-stranger-'));
  await chmod(place, 0o755);
  [project, plugin] = [path.join(place, 'project'), path.join(place, 'plugin')];
  for (const folder of [project, plugin, path.join(place, 'packed-server'), path.join(place, 'packed-plugin')])
    await mkdir(folder);
  await writeFile(path.join(plugin, 'index.js'), source);
  await writeFile(path.join(plugin, 'package.json'), block('json'));
  await writeFile(path.join(project, 'package.json'), '{ "private": true }');
  const [serverPackage, pluginPackage] = await Promise.all([
    packed(root, path.join(place, 'packed-server')),
    packed(plugin, path.join(place, 'packed-plugin')),
  ]);
  const quietly = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  await npm(project, 'install', ...quietly, serverPackage, pluginPackage);
  fake = await startFakeProvider({ dialect: 'compatible', answer: () => 'from acme' });
}, 150_000);
afterAll(async () => {
  await fake?.close();
  await rm(place, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
let started: Started | undefined;
afterEach(async () => {
  const child = started?.child;
  started = undefined;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
});

const command = () => path.join(project, 'node_modules/.bin/byom');

const pinned = async (place: string): Promise<string> =>
  (await run(command(), ['plugin', 'pin', place], { cwd: project, env: environment })).stdout.trim();

/** As the stranger would, with nothing but what the page names: the database is the server's own. */
async function start(settings: Readonly<Record<string, string>>): Promise<GraphQLClient> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(command(), ['start'], {
    cwd: project,
    env: { PATH, HOME, BYOM_PORT: '0', BYOM_ALLOW_ENDPOINTS: fake.origin, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const printed = /listening on (http:\/\/\S+)/.exec(output)?.[1];
      if (printed) resolve(printed);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
  const token = (await readFile(path.join(project, '.byom/token'), 'utf8')).trim();
  const headers = { authorization: `Bearer ${token}` };
  started = { child, url, headers };
  return new GraphQLClient(url, { headers });
}

/** The whole way of a call: a key of one's own, sent to the provider's address, in the shape that it takes. */
async function expectAcmeToAnswer(client: GraphQLClient, key: string): Promise<void> {
  const stored = await client.request<Answer>(addCredential, { key, baseUrl: fake.url });
  expect(stored.addCredential.origin).toBe(fake.origin);
  const answer = await client.request<Answer>(generate);
  expect(answer.generate.text).toBe('from acme');
  expect(answer.generate.cost.total).toBeGreaterThan(0);
  expect(answer.generate.adaptations).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ parameter: 'temperature', sent: 1 }),
      expect.objectContaining({ parameter: 'topK', sent: null }),
    ]),
  );
  const { headers, body } = fake.requests.at(-1)!;
  expect(headers.authorization).toBe(`Bearer ${key}`);
  expect(body).toEqual({
    model: 'acme-large',
    messages: [{ role: 'user', content: 'Who are you?' }],
    temperature: 1,
  });
}

/** The README's other plugin, whose provider speaks no known dialect. */
async function expectOddToAnswer(client: GraphQLClient): Promise<void> {
  const odd = await startRawServer((_request, response) => {
    response.writeHead(odd.requests.length === 1 ? 200 : 418, { 'content-type': 'application/json' });
    response.end('{ "said": "Perhaps." }');
  });
  try {
    const credential = { provider: 'odd', apiKey: 'odd-key-of-a-stranger', baseUrl: `${odd.origin}/v2` };
    const ask = () => client.request<Answer>(generateAtOdd, { credential });
    expect((await ask()).generate).toEqual({
      text: 'Perhaps.',
      finishReason: 'STOP',
      adaptations: [{ parameter: 'temperature', action: 'DROPPED' }],
    });
    const [{ url, headers, body } = { url: '', headers: {}, body: '' }] = odd.requests;
    expect({ url, key: headers['x-odd-key'], authorization: headers.authorization }).toEqual({
      url: '/v2/say',
      key: credential.apiKey,
    });
    expect(JSON.parse(body)).toEqual({ prompt: 'You are an oracle.\n\nWill it rain?' });
    await expect(ask()).rejects.toMatchObject({
      response: { errors: [{ extensions: { code: 'PROVIDER_REJECTED', provider: { id: 'odd', status: 418 } } }] },
    });
  } finally {
    await odd.close();
  }
}

const acme = (pluginSource: 'PACKAGE' | 'DIRECTORY') =>
  expect.objectContaining({
    id: 'acme',
    name: 'Acme',
    version: '1.0.0',
    source: pluginSource,
    baseUrl: 'https://api.acme.example/v1',
    models: [
      {
        ref: 'acme/acme-large',
        name: 'Acme Large',
        contextWindow: 131_072,
        price: { inputPerMillion: 0.5 },
        quirks: expect.arrayContaining([
          { id: 'acme/limited-stop-sequences' },
          { id: 'acme/unsupported-parameter-top-k' },
          { id: 'acme/limited-range-temperature' },
        ]),
      },
    ],
  });

const templates = path.join(root, 'src/cli/plugin/templates');

describe('the plugins in the README', () => {
  it('are what the command writes', async () => {
    expect(source).toBe(await readFile(path.join(templates, 'plain/index.js'), 'utf8'));
    expect(manifest).toEqual(JSON.parse(await readFile(path.join(templates, 'plain/package.json'), 'utf8')));
  });

  it('are short', () => {
    for (const text of [source, oddSource]) expect(text.trim().split('\n').length).toBeLessThan(40);
  });

  it('serve from an installed package, in an installed server', async () => {
    const pin = await pinned(manifest.name);
    expect(pin).toMatch(/^byom-provider-acme@1\.0\.0#sha512-/);
    const client = await start({ BYOM_PLUGINS: manifest.name, BYOM_PLUGIN_PINS: pin });
    const { providers, refusedPlugins } = await client.request<Answer>(whatIsLoaded);
    expect(refusedPlugins).toEqual([]);
    expect(providers.length).toBeGreaterThan(20);
    expect(providers).toContainEqual(acme('PACKAGE'));
    await expectAcmeToAnswer(client, 'sk-stranger-of-a-package');
  }, 60_000);

  it('serve from a folder, one with an adapter of its own, while those that reach into the server are refused', async () => {
    const plugins = path.join(place, 'plugins');
    await cp(plugin, path.join(plugins, 'acme'), { recursive: true });
    await cp(plugin, path.join(plugins, 'odd'), { recursive: true });
    await writeFile(path.join(plugins, 'odd/index.js'), oddSource);
    const glass = ['plugin', 'new', 'looking-glass', '--odd', '--dir', path.join(plugins, 'looking-glass')];
    await run(command(), glass, { cwd: project, env: environment });
    const tokens = ['ledger', 'dataset-store', 'prompt-store', 'optimization-store', 'provider-registry'];
    for (const token of tokens) {
      const thief = path.join(plugins, `thief-of-${token}`);
      await cp(plugin, thief, { recursive: true });
      await writeFile(
        path.join(thief, 'index.js'),
        source
          .replace("id: 'acme'", `id: 'thief-of-${token}'`)
          .replace(
            'connect: () => openAICompatible()',
            `connect: (host) => host.resolve(Symbol.for('byom.server.${token}')) ?? openAICompatible()`,
          ),
      );
    }
    const pins = await Promise.all((await readdir(plugins)).map((name) => pinned(path.join(plugins, name))));
    const client = await start({
      BYOM_PLUGIN_DIR: plugins,
      BYOM_PLUGIN_PINS: pins.join(','),
      BYOM_ALLOW_ENDPOINTS: '127.0.0.0/8',
    });
    const { providers, refusedPlugins } = await client.request<Answer>(whatIsLoaded);
    expect(refusedPlugins).toHaveLength(tokens.length);
    for (const token of tokens) {
      expect(refusedPlugins).toContainEqual({
        location: path.join(plugins, `thief-of-${token}`),
        id: `thief-of-${token}`,
        reason: expect.stringContaining('holds LOGGER, CLOCK and CONFIG, and nothing else of the server'),
      });
    }
    expect(providers.length).toBeGreaterThan(21);
    expect(providers).toContainEqual(acme('DIRECTORY'));
    await expectAcmeToAnswer(client, 'sk-stranger-of-a-folder');
    await expectOddToAnswer(client);
    await expectLookingGlassToAnswer(started!.url, started!.headers);
  }, 60_000);
});

describe('the installed command', () => {
  it.each([
    ['like the others', 'wonder-land', []],
    ['an odd one', 'looking-glass', ['--odd']],
  ])(
    'writes a plugin, %s, that passes its own tests and every audit as it is',
    async (_, name, options) => {
      const here = { cwd: project, env: environment };
      await run(command(), ['plugin', 'new', name, ...options], here);
      const checked = await run(command(), ['plugin', 'check', name], here);
      expect(checked.stdout).toMatch(new RegExp(`${name}: \\d{2} passed, 0 failed, 0 skipped`));
      const { stdout } = await run(process.execPath, ['--test'], { ...here, cwd: path.join(project, name) });
      expect(stdout).toMatch(/^# fail 0$/m);
      const written = await readdir(path.join(project, name), { recursive: true });
      expect(written).toEqual(expect.arrayContaining(['index.js', 'package.json', 'README.md', `${name}.test.js`]));
      await expect(run(command(), ['plugin', 'new', name], here)).rejects.toMatchObject({ code: 1 });
    },
    60_000,
  );

  it('says of each promise that is not kept which it is, and why', async () => {
    const here = { cwd: project, env: environment };
    await run(command(), ['plugin', 'new', 'broken'], here);
    const file = path.join(project, 'broken/index.js');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('most: 4', 'most: 5'));
    const checked = await run(command(), ['plugin', 'check', 'broken', '--failed'], here).catch(
      (error: { code: number; stdout: string }) => error,
    );
    expect(checked).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/quirk:limited-stop-sequences +failed +the body.stop has 5 items in place of 4/),
    });
    await writeFile(file, text.replace("id: 'broken'", "id: 'Broken'"));
    await expect(run(command(), ['plugin', 'check', 'broken'], here)).rejects.toMatchObject({
      stderr: expect.stringContaining('id: must be lower case letters, digits and dashes'),
    });
  }, 60_000);

  it('names every setting, those of the README among them', async () => {
    const { stdout } = await run(command(), ['--help'], { cwd: project });
    const settings = await readFile(path.join(root, 'src/server/config.ts'), 'utf8');
    const names = [...settings.matchAll(/^ {2}((?:BYOM_\w+)|DATABASE_URL): \{/gm)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(9);
    for (const name of [...names, ...(readme.match(/\bBYOM_[A-Z_]+\b/g) ?? [])]) expect(stdout).toContain(name);
  });
});
