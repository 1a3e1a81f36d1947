import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { loadPlugins } from '../../src/plugin-loader/load-plugins.js';
import { PluginContainer } from '../../src/plugin-loader/plugin-container.js';
import type { ProviderRegistry } from '../../src/plugin-loader/provider-registry.js';
import { CLOCK, CONFIG, inject, injectable, LOGGER, type Clock, type Logger } from '../../src/sdk/index.js';

const fixtures = path.resolve(import.meta.dirname, '../support/fixture-plugins');
const quiet = { info: jest.fn(), warn: jest.fn(), error: jest.fn() };
const host = { logger: quiet as unknown as Logger, clock: { now: () => 42 } };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'byom-plugins-'));
  await mkdir(path.join(folder, 'built-in'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function load(options: { directory?: string; packages?: string[] } = {}): Promise<ProviderRegistry> {
  return loadPlugins({
    builtInDirectory: path.join(folder, 'built-in'),
    packages: [],
    packageRoot: folder,
    host,
    importTimeoutMs: 1_500,
    allowUnpinned: true,
    ...options,
  });
}

const ids = (registry: ProviderRegistry) => registry.list().map(({ definition }) => definition.id);

describe('a folder with good and bad plugins', () => {
  test('loads the good and says of each bad one what is wrong', async () => {
    const registry = await load({ directory: fixtures });

    expect(ids(registry)).toEqual(['good', 'manifest-entry']);
    const reasons = Object.fromEntries(
      registry.refused.map(({ location, id, reason }) => [path.basename(location), { id, reason }]),
    );
    expect(reasons).toEqual({
      'bad-shape': { id: 'bad-shape', reason: expect.stringMatching(/name: .*; auth.*; models: .*, and 1 more$/) },
      'duplicate-quirk-ids': {
        id: 'duplicate-quirk-ids',
        reason: 'Two of its quirks have the id limited-range-top-p: give each an id of its own.',
      },
      'good-again': { id: 'good', reason: `The plugin at ${path.join(fixtures, 'good')} has the id good already.` },
      'half-adapter': { id: 'half-adapter', reason: 'Its adapter lacks complete.' },
      'hanging-import': { reason: expect.stringContaining('did not load within 1500 ms') },
      'no-module': { reason: expect.stringContaining('no index.js') },
      'outside-entry': { reason: 'Its module lies outside its folder.' },
      'promising-connect': { id: 'promising-connect', reason: expect.stringContaining('returned a promise') },
      'throwing-connect': { id: 'throwing-connect', reason: 'Its connect failed: No licence file.' },
      'throwing-import': { reason: 'Its module does not load: Not on this machine.' },
      'token-thief': { id: 'token-thief', reason: expect.stringContaining('nothing else of the server') },
      'unknown-quirk': { id: 'unknown-quirk', reason: expect.stringContaining('models.0.quirks.0.kind') },
      'wrong-sdk-version': {
        id: 'wrong-sdk-version',
        reason: 'It is made for version 2 of the SDK, and this server has version 1.',
      },
    });
  });

  test('fills in what a plugin left out', async () => {
    const registry = await load({ directory: fixtures });
    expect(registry.find('good')).toMatchObject({
      source: 'directory',
      location: path.join(fixtures, 'good'),
      definition: {
        version: '0.0.0',
        baseUrl: 'https://good.example/v1',
        baseUrlCustomizable: false,
        credentialFields: [{ name: 'apiKey', secret: true, required: true }],
        quirks: [],
      },
    });
    expect(registry.find('manifest-entry')?.definition).toMatchObject({
      version: '3.2.1',
      baseUrlCustomizable: true,
      credentialFields: [],
    });
    expect(registry.find('bad-shape')).toBeUndefined();
  });

  test('injects an adapter and disposes it, once', async () => {
    const registry = await load({ directory: path.join(fixtures, 'good') });
    const adapter = registry.find('good')?.adapter as unknown as {
      prepare(): { body: unknown };
      clock: Clock;
      logger: Logger;
      disposed: number;
    };
    expect(adapter.prepare().body).toEqual({ said: 'good' });
    expect(adapter.clock.now()).toBe(42);
    adapter.logger.info({ at: 1 }, 'hello');
    expect(quiet.info).toHaveBeenCalledWith({ at: 1, plugin: 'good' }, 'hello');
    await registry.dispose();
    expect(adapter.disposed).toBe(1);
  });
});

describe('where plugins are looked for', () => {
  test('a package is found from where the server was started, by what it exports', async () => {
    const installed = path.join(folder, 'node_modules/@acme/byom-provider');
    await cp(path.join(fixtures, 'manifest-entry'), installed, { recursive: true });
    const registry = await load({ packages: ['@acme/byom-provider', '@acme/byom-provider'] });
    expect(registry.list()).toMatchObject([
      { source: 'package', location: '@acme/byom-provider', definition: { id: 'manifest-entry', version: '3.2.1' } },
    ]);
    expect(registry.refused).toEqual([]);
  });

  test.each(['../secrets', '/etc', './plugin', '@acme/../../x', 'a/b/c', 'UPPER', '', 'a\nb', 'x'.repeat(300)])(
    'the package name %j is none',
    async (name) => {
      const registry = await load({ packages: [name] });
      expect(registry.refused).toEqual([{ location: name, reason: 'This is not the name of an npm package.' }]);
    },
  );

  test('what is not installed, or not there, is refused and nothing else', async () => {
    const registry = await load({ packages: ['byom-provider-absent'], directory: path.join(folder, 'absent') });
    expect(registry.list()).toEqual([]);
    expect(registry.refused).toEqual([
      { location: path.join(folder, 'absent'), reason: expect.stringContaining('no such folder') },
      { location: 'byom-provider-absent', reason: expect.stringContaining('npm install') },
    ]);
  });

  test('a link out of the folder is refused, of a plugin and of its module', async () => {
    const directory = path.join(folder, 'plugins');
    await mkdir(path.join(directory, 'linked-module'), { recursive: true });
    await symlink(path.join(fixtures, 'good'), path.join(directory, 'linked'));
    await symlink(path.join(fixtures, 'good/index.js'), path.join(directory, 'linked-module/index.js'));
    const registry = await load({ directory });
    expect(registry.list()).toEqual([]);
    expect(registry.refused.map(({ reason }) => reason)).toEqual([
      'It is a link: name the folder that it leads to.',
      'Its module lies outside its folder.',
    ]);
  });

  test('a package.json that is none is a reason', async () => {
    const directory = path.join(folder, 'plugins');
    await mkdir(path.join(directory, 'broken'), { recursive: true });
    await writeFile(path.join(directory, 'broken/package.json'), '{ "main": ');
    expect((await load({ directory })).refused).toMatchObject([{ reason: 'Its package.json cannot be read.' }]);
  });
});

describe("a plugin's container", () => {
  test('holds the host tokens and nothing of the server or of another plugin', () => {
    const [one, other] = [new PluginContainer(host, 'one'), new PluginContainer(host, 'other')];
    expect(one.resolve<Clock>(CLOCK).now()).toBe(42);
    expect(one.resolve(CONFIG)).toEqual({ sdkVersion: 1 });
    expect(one.resolve(LOGGER)).not.toBe(other.resolve(LOGGER));
    for (const token of [Symbol.for('byom.server.config'), Symbol('container'), 'Logger' as unknown as symbol]) {
      expect(() => one.resolve(token)).toThrow('nothing else of the server');
    }
  });

  test('refuses a server token also where a class asks for it', () => {
    const serverToken = Symbol.for('byom.server.vault');
    class Nosy {
      constructor(readonly vault: unknown) {}
    }
    inject(serverToken)(Nosy, undefined, 0);
    injectable()(Nosy);
    expect(() => new PluginContainer(host, 'one').resolve(Nosy)).toThrow(/byom\.server\.vault/);
  });

  test('serves no more once disposed', async () => {
    const container = new PluginContainer(host, 'one');
    await container.dispose();
    expect(() => container.resolve(CLOCK)).toThrow('disposed');
  });
});
