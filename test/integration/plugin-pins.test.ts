import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { findInDirectory } from '../../src/plugin-loader/find-in-directory.js';
import type { FoundPlugin } from '../../src/plugin-loader/found-plugin.js';
import { integrityOf } from '../../src/plugin-loader/integrity-of.js';
import { loadPlugins, type LoadPluginsOptions } from '../../src/plugin-loader/load-plugins.js';
import { pinOf } from '../../src/plugin-loader/pinned-copy.js';
import { PluginCopies } from '../../src/plugin-loader/plugin-copies.js';
import { readPin, writePin, type PluginPin } from '../../src/plugin-loader/plugin-pin.js';
import { PluginReloader } from '../../src/plugin-loader/plugin-reloader.js';
import type { Logger } from '../../src/sdk/index.js';

const good = path.resolve(import.meta.dirname, '../support/fixture-plugins/good');
const logger = { info: jest.fn(), warn: jest.fn(), error: jest.fn() } as unknown as Logger;
const flag = Symbol.for('byom.test.code-has-run');
const ran = globalThis as unknown as Record<symbol, unknown>;

let folder: string;
let plugins: string;
let copies: PluginCopies;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'byom-pins-'));
  plugins = path.join(folder, 'plugins');
  await mkdir(path.join(folder, 'none'), { recursive: true });
  await cp(good, path.join(plugins, 'good'), { recursive: true });
  copies = new PluginCopies();
  delete ran[flag];
});
afterEach(async () => {
  await copies.dispose();
  await rm(folder, { recursive: true, force: true });
});

const options = (more: Partial<LoadPluginsOptions> = {}): LoadPluginsOptions => ({
  builtInDirectory: path.join(folder, 'none'),
  directory: plugins,
  packages: [],
  packageRoot: folder,
  host: { logger, clock: { now: () => 42 } },
  importTimeoutMs: 2_000,
  copies,
  ...more,
});
const pinned = async (name = 'good'): Promise<PluginPin> => {
  const found = (await findInDirectory(plugins, 'directory')).find(({ location }) => location.endsWith(`/${name}`));
  return pinOf(found as FoundPlugin, copies);
};
const outcome = async (pins: readonly PluginPin[], more: Partial<LoadPluginsOptions> = {}) => {
  const registry = await loadPlugins(options({ pins: () => pins, ...more }));
  return {
    ids: registry.list().map(({ definition }) => definition.id),
    pinned: registry.list().map((one) => one.pinned),
    reasons: registry.refused.map(({ reason }) => reason),
  };
};
/** Of a plugin that tells that it was run. */
const runs = (id: string) =>
  `globalThis[Symbol.for('byom.test.code-has-run')] = true;\nexport default { id: '${id}' };\n`;

describe('a plugin that the operator named', () => {
  test('is loaded from a copy of the very files that were pinned', async () => {
    const pin = await pinned();
    expect(await outcome([pin])).toEqual({ ids: ['good'], pinned: [true], reasons: [] });
    expect(readPin(writePin(pin))).toEqual(pin);
  });

  test.each([
    [
      'a file that changed',
      (home: string) => writeFile(path.join(home, 'index.js'), runs('good')),
      /not those that were pinned/,
    ],
    [
      'a file more',
      (home: string) => writeFile(path.join(home, 'more.js'), runs('good')),
      /not those that were pinned/,
    ],
    ['a link out of it', (home: string) => symlink('/etc/passwd', path.join(home, 'passwd')), /holds a link/],
    [
      'a dependency that leads out of it',
      (home: string) =>
        writeFile(path.join(home, 'package.json'), '{ "type": "module", "dependencies": { "../../../etc": "*" } }'),
      /no name of a package/,
    ],
    [
      'another version',
      (home: string) => writeFile(path.join(home, 'package.json'), '{ "type": "module", "version": "1.0.1" }'),
      /has version 1\.0\.1, and 0\.0\.0 is pinned/,
    ],
    [
      'a version that is none',
      (home: string) => writeFile(path.join(home, 'package.json'), '{ "type": "module", "version": "v1" }'),
      /a version that is none/,
    ],
    [
      'an entry that leads out of it',
      (home: string) =>
        writeFile(path.join(home, 'package.json'), '{ "type": "module", "main": "../../none/../evil.js" }'),
      /outside its folder/,
    ],
    [
      'a manifest that is huge',
      (home: string) => writeFile(path.join(home, 'package.json'), JSON.stringify({ name: 'x'.repeat(2_000_000) })),
      /package\.json cannot be read/,
    ],
    [
      'names that objects inherit in its manifest',
      (home: string) =>
        writeFile(
          path.join(home, 'package.json'),
          '{ "type": "module", "__proto__": { "version": "9.9.9" }, "dependencies": { "__proto__": "*" } }',
        ),
      /no name of a package|not those that were pinned/,
    ],
  ])('is refused before any of its code runs: %s', async (_, change, reason) => {
    const pin = await pinned();
    await writeFile(path.join(folder, 'evil.js'), runs('evil'));
    await change(path.join(plugins, 'good'));
    const { ids, reasons } = await outcome([pin]);
    expect(ids).toEqual([]);
    expect(reasons).toEqual([expect.stringMatching(reason)]);
    expect(ran[flag]).toBeUndefined();
  });

  test('is refused where a dependency of it changed, hoisted or its own', async () => {
    const home = path.join(plugins, 'good');
    const dependency = path.join(plugins, 'node_modules/marks');
    await mkdir(dependency, { recursive: true });
    await writeFile(path.join(home, 'package.json'), '{ "type": "module", "dependencies": { "marks": "*" } }');
    await writeFile(path.join(dependency, 'package.json'), '{ "name": "marks", "main": "index.js" }');
    await writeFile(path.join(dependency, 'index.js'), 'module.exports = 1;');
    const pin = await pinned();
    expect((await outcome([pin])).ids).toEqual(['good']);
    await writeFile(path.join(dependency, 'index.js'), 'module.exports = 2;');
    expect((await outcome([pin])).reasons).toEqual([expect.stringContaining('not those that were pinned')]);
  });

  test('is taken up again only as it is pinned', async () => {
    const pin = await pinned();
    const pins = [pin];
    const given = options({ pins: () => pins });
    const registry = await loadPlugins(given);
    const reloader = new PluginReloader(registry, given);
    expect(await reloader.run()).toMatchObject([{ outcome: 'replaced', id: 'good' }]);
    const index = path.join(plugins, 'good/index.js');
    const text = await readFile(index, 'utf8');
    await writeFile(index, text + runs('good').split('\n', 1)[0]!);
    expect(await reloader.run()).toMatchObject([
      { outcome: 'refused', reason: expect.stringContaining('were pinned') },
    ]);
    expect(ran[flag]).toBeUndefined();
    expect(registry.find('good')).toMatchObject({ pinned: true });
    // An upgrade that the operator agreed to.
    await writeFile(index, text.replace('good.example', 'better.example'));
    pins.push(await pinned());
    expect(await reloader.run()).toMatchObject([{ outcome: 'replaced' }]);
    expect(registry.find('good')?.definition.baseUrl).toBe('https://better.example/v1');
  });
});

describe('a plugin without a pin', () => {
  test('is refused before any of its code runs, and others load', async () => {
    await mkdir(path.join(plugins, 'stranger'));
    await writeFile(path.join(plugins, 'stranger/index.js'), runs('stranger'));
    await writeFile(path.join(plugins, 'stranger/package.json'), '{ "type": "module" }');
    const { ids, reasons } = await outcome([await pinned()]);
    expect(ids).toEqual(['good']);
    expect(reasons).toEqual([expect.stringMatching(/^It is not pinned: .*byom plugin pin/)]);
    expect(ran[flag]).toBeUndefined();
  });

  test('is loaded where the operator allows that, and is told from those that are pinned', async () => {
    expect(await outcome([], { allowUnpinned: true })).toEqual({ ids: ['good'], pinned: [false], reasons: [] });
  });

  test('is not another one’s by its name: a folder beside has a pin of its own', async () => {
    const pin = await pinned();
    await cp(path.join(plugins, 'good'), path.join(plugins, 'good-too'), { recursive: true });
    expect((await outcome([pin])).reasons).toEqual([expect.stringMatching(/^It is not pinned/)]);
  });
});

describe('a pin', () => {
  const integrity = `sha512-${'A'.repeat(86)}==`;
  test.each([
    `good@1.0.0#${integrity}`,
    `@acme/byom-provider@1.0.0-rc.1+build.5#${integrity}`,
    `my plugin@1.0.0#${integrity}`.replace(' ', '-'),
  ])('is read: %s', (text) => expect(writePin(readPin(text)!)).toBe(text));

  test.each([
    'good',
    'good@1.0.0',
    `good#${integrity}`,
    `good@^1.0.0#${integrity}`,
    `good@latest#${integrity}`,
    `good@1.0#${integrity}`,
    `good@01.0.0#${integrity}`,
    `../good@1.0.0#${integrity}`,
    `@1.0.0#${integrity}`,
    `good@1.0.0#sha1-${'A'.repeat(27)}=`,
    `good@1.0.0#sha512-${'A'.repeat(20)}==`,
    `good@1.0.0#${integrity} `,
  ])('is none: %s', (text) => expect(readPin(text)).toBeUndefined());

  test('is the same wherever the files lie and whenever they were written, and another for another name', async () => {
    const [one, other] = ['one', 'other'].map((name) => path.join(folder, name)) as [string, string];
    for (const place of [one, other]) await cp(good, place, { recursive: true });
    expect(await integrityOf(other)).toBe(await integrityOf(one));
    const before = await integrityOf(one);
    await cp(path.join(one, 'index.js'), path.join(one, 'b.js'));
    const added = await integrityOf(one);
    await rm(path.join(one, 'b.js'));
    await cp(path.join(one, 'index.js'), path.join(one, 'c.js'));
    expect(new Set([before, added, await integrityOf(one)]).size).toBe(3);
  });
});
