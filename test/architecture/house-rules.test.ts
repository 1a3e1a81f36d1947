import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

const kebab = (name: string) =>
  name
    .replace(/OpenAI/gi, 'Openai')
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
const exportsOf = (text: string) =>
  [
    ...text.matchAll(
      /^export (?:default )?(?:abstract )?(?:async )?(?:const|class|function\*?|interface|type) (\w+)/gm,
    ),
  ].map(([, name]) => name!);

/** Files whose main thing is many small ones of a kind, named after the kind. */
const named = new Set([
  'index',
  'main',
  'byom',
  'host-tokens',
  'terminal',
  'show-outcome',
  'read-json',
  'sandbox-model',
]);
const namedBySuffix = /-documents$/;

describe('house rules', () => {
  const files = [...sources('src'), ...sources('plugins')].filter((file) => !file.endsWith('.test.ts'));

  it('re-exports from one barrel only', () => {
    const barrels = files.filter((file) =>
      /^export (\*|\{[^}]*\}) from /m.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(barrels).toEqual(['src/sdk/index.ts']);
  });

  it('has no file named for nothing', () => {
    expect(files.filter((file) => /(^|\/)(utils?|common|helpers?|types|manager|misc)(\.ts|\/)/.test(file))).toEqual([]);
  });

  it('names files in kebab-case after an export of theirs', () => {
    const wrong = files.filter((file) => {
      const [name = ''] = path.basename(file, '.ts').split('.');
      if (!/^[a-z\d]+(-[a-z\d]+)*$/.test(name)) return true;
      if (named.has(name) || namedBySuffix.test(name)) return false;
      const exported = exportsOf(readFileSync(path.join(root, file), 'utf8')).map(kebab);
      const stem = name.replace(/s$/, '');
      return exported.length > 0 && !exported.some((each) => each.includes(stem) || stem.includes(each));
    });
    expect(wrong).toEqual([]);
  });

  it('branches on no provider', () => {
    const branching = files.filter((file) =>
      /\b(provider|providerId|provider\.id)\s*[!=]==\s*'/.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(branching).toEqual([]);
  });

  it('speaks of no machine path', () => {
    const all = [...files, ...sources('test'), ...sources('bench')];
    expect(all.filter((file) => /\/(work|root|home)\/\w/.test(readFileSync(path.join(root, file), 'utf8')))).toEqual(
      [],
    );
  });
});
