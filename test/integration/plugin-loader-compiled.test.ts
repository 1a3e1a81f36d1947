import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

// Resolve hooks are Node's own, and a test runner resolves modules itself: so this runs the compiled loader.
const compiled = path.resolve(import.meta.dirname, '../../dist/src');
const compiledUrl = pathToFileURL(compiled).href;
const fixtures = path.resolve(import.meta.dirname, '../support/fixture-plugins');
const run = promisify(execFile);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'byom-plugins-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Loads as a server of its own would, and tells what came of it. */
async function loadApart(options: { directory?: string; packages?: string[] }): Promise<{
  loaded: { id: string; description?: string; source: string; body: unknown }[];
  refused: { location: string; reason: string }[];
}> {
  const settings = { builtInDirectory: path.join(folder, 'built-in'), packages: [], packageRoot: folder, ...options };
  await mkdir(settings.builtInDirectory);
  const program = `
    const { loadPlugins } = await import(${JSON.stringify(`${compiledUrl}/plugin-loader/load-plugins.js`)});
    const logger = { info() {}, warn() {}, error() {} };
    const registry = await loadPlugins({ ...${JSON.stringify(settings)}, importTimeoutMs: 3000, allowUnpinned: true, host: { logger, clock: Date } });
    const loaded = registry.list().map(({ definition: { id, description }, source, adapter }) =>
      ({ id, description, source, body: adapter.prepare({}, { stream: false })?.body }));
    process.stdout.write(JSON.stringify({ loaded, refused: registry.refused }));
    await registry.dispose();
  `;
  const { PATH, HOME } = process.env;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    env: { PATH, HOME },
  });
  return JSON.parse(stdout) as Awaited<ReturnType<typeof loadApart>>;
}

/** Another copy of the SDK beside a plugin, which must never be the one it gets. */
async function decoyBeside(pluginFolder: string): Promise<void> {
  for (const name of ['byom', 'tsyringe']) {
    const decoy = path.join(pluginFolder, 'node_modules', name);
    await mkdir(decoy, { recursive: true });
    await writeFile(
      path.join(decoy, 'package.json'),
      JSON.stringify({ name, type: 'module', exports: { './*': './decoy.js', '.': './decoy.js' } }),
    );
    await writeFile(path.join(decoy, 'decoy.js'), "throw new Error('The decoy was loaded.');");
  }
}

const resolvingPlugin = `
import 'tsyringe';
import { defineProvider, SDK_VERSION } from 'byom/sdk';
export default defineProvider({
  id: 'resolving', name: 'Resolving', sdkVersion: SDK_VERSION, auth: { kind: 'none' }, models: [{ matches: '*' }],
  description: ['byom/sdk', 'byom/sdk/audits', 'byom/openai-compatible'].map((name) => import.meta.resolve(name)).join(' '),
  connect: () => ({ prepare: () => ({ body: {} }), complete() {} }),
});`;

const hostModules = ['sdk/index.js', 'sdk/audits/provider-audits.js', 'openai-compatible/openai-compatible.js']
  .map((file) => `${compiledUrl}/${file}`)
  .join(' ');

test('a plugin outside the tree, with no SDK beside it, is given the host’s', async () => {
  const directory = path.join(folder, 'plugins');
  await cp(path.join(fixtures, 'good'), path.join(directory, 'good'), { recursive: true });
  await writeFile(path.join(directory, 'good/package.json'), '{ "type": "module" }');
  const { loaded, refused } = await loadApart({ directory });
  expect(refused).toEqual([]);
  expect(loaded).toEqual([{ id: 'good', source: 'directory', body: { said: 'good' } }]);
});

test('so is one with another copy beside it, as a folder and as a package', async () => {
  const one = path.join(folder, 'one');
  const installed = path.join(folder, 'node_modules/byom-provider-resolving');
  for (const place of [one, installed]) {
    await mkdir(place, { recursive: true });
    await writeFile(
      path.join(place, 'index.js'),
      place === one ? resolvingPlugin.replace("'resolving'", "'one'") : resolvingPlugin,
    );
    await writeFile(path.join(place, 'package.json'), '{ "type": "module", "version": "1.2.3", "main": "index.js" }');
    await decoyBeside(place);
  }
  const { loaded, refused } = await loadApart({ directory: one, packages: ['byom-provider-resolving'] });
  expect(refused).toEqual([]);
  expect(loaded).toEqual([
    { id: 'one', source: 'directory', description: hostModules, body: {} },
    { id: 'resolving', source: 'package', description: hostModules, body: {} },
  ]);
});

test('bad neighbours, one of which never loads, leave the process able to serve and to end', async () => {
  const directory = path.join(folder, 'plugins');
  await cp(fixtures, directory, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  const { loaded, refused } = await loadApart({ directory });
  expect(loaded.map(({ id }) => id)).toEqual(['good', 'manifest-entry']);
  expect(refused).toHaveLength(13);
});
