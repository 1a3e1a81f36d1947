import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../terminal.js';
import { UsageError } from '../usage-error.js';

export interface NewPluginOptions {
  readonly directory: string;
  /** With an adapter of its own in place of the OpenAI-like one. */
  readonly odd: boolean;
}

const templates = path.join(import.meta.dirname, 'templates');

/** Writes a plugin that passes every audit as it is, for its author to put the provider's own facts into. */
export async function newPlugin(id: string, { directory, odd }: NewPluginOptions): Promise<number> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 64)
    throw new UsageError('A name is lower case letters, digits and dashes, and begins with a letter.');
  const target = path.resolve(directory);
  const there = await readdir(target).catch(() => []);
  if (there.length > 0) throw new UsageError('The folder is there and not empty: name another with --dir.');
  const template = path.join(templates, odd ? 'odd' : 'plain');
  const entries = await readdir(template, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const source = path.join(entry.parentPath, entry.name);
    const file = path.join(target, named(path.relative(template, source), id));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, named(await readFile(source, 'utf8'), id));
  }
  const shown = path.relative(process.cwd(), target) || '.';
  say(`Written to ${shown}. Its README says what is left to do; it passes as it is:\n\n  byom plugin check ${shown}`);
  return 0;
}

/** The templates' provider is called Acme, in each way of spelling it. */
function named(text: string, id: string): string {
  const words = id.split('-');
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const camel = words.map((word, at) => (at === 0 ? word : capital(word))).join('');
  return text
    .replaceAll(/\bacme(?=Error)/g, camel)
    .replaceAll(/\bimport acme\b|\(acme,/g, (use) => use.replace('acme', camel))
    .replaceAll('acme', id)
    .replaceAll('Acme', words.map(capital).join(' '))
    .replaceAll('ACME', id.toUpperCase());
}
