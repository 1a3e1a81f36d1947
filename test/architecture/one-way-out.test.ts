import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
const sources = ['src', 'plugins'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && !/\.test\.ts$|\/fixtures\//.test(file))
    .map((file) => `${folder}/${file}`),
);
/** Whatever opens a connection, or has a name looked up. */
const connecting =
  /from '(?:node:)?(?:net|http|https|http2|tls|dgram|dns|dns\/promises)'|import\('(?:node:)?(?:net|https?|http2|tls|dgram|dns)|(?<![\w.'])fetch\(|globalThis\.fetch\(|new (?:WebSocket|EventSource|XMLHttpRequest|Socket)\b|from '(?:undici|axios|got|node-fetch)'/;
const uses = (file: string, text: string): boolean => {
  // Types connect to nothing, and a plugin calls what it is handed `fetch`.
  const lines = text.split('\n').filter((line) => !/^\s*(\/\/|\*|\/\*)|^import type /.test(line));
  const handed = /\{[^{}]*\bfetch\b[^{}]*\}\s*:\s*(?:ProviderCall|Pick<ProviderCall)/.test(text);
  const pattern = handed ? new RegExp(connecting.source.replace("|(?<![\\w.'])fetch\\(", '')) : connecting;
  return lines.some((line) => pattern.test(line));
};

describe('the one way out', () => {
  it('is egress: nothing else opens a connection, but for what serves, and the command line that asks a server', () => {
    const found = sources.filter((file) => uses(file, readFileSync(path.join(root, file), 'utf8')));
    expect(found.filter((file) => !/^src\/(egress|cli)\//.test(file))).toEqual([]);
    expect(found.filter((file) => file.startsWith('src/egress/')).length).toBeGreaterThan(1);
  });

  it('would be seen beside it', () => {
    for (const text of [
      "import { request } from 'node:https';",
      "const { connect } = await import('node:net');",
      'const reply = await fetch(url);',
      'await globalThis.fetch(url);',
      'const socket = new WebSocket(url);',
    ]) {
      expect(uses('src/a.ts', text)).toBe(true);
    }
  });
});
