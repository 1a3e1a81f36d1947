import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';

const root = path.join(import.meta.dirname ?? '', '../..');
const sources = ['src', 'plugins'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
);
const mentioning = (text: string) =>
  sources.filter((file) => readFileSync(path.join(root, file), 'utf8').includes(text));

it('a secret is made in the vault alone, and opened in egress alone', () => {
  expect(mentioning('new TenantSecret(')).toEqual(['src/vault/credential-vault.ts']);
  expect(mentioning('openForEgress').toSorted()).toEqual([
    'src/egress/guarded-egress.ts',
    'src/vault/tenant-secret.ts',
  ]);
});

it('nothing on the way of a paid call reads the environment', () => {
  const folders = ['vault', 'egress', 'access', 'calls', 'usage', 'use-cases'].map((folder) => `src/${folder}/`);
  const readers = mentioning('process.env').filter((file) => folders.some((folder) => file.startsWith(folder)));
  expect(readers).toEqual([]);
});
