import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';

const root = path.resolve(import.meta.dirname, '../..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const schema = buildSchema(readFileSync(path.join(root, 'schema.graphql'), 'utf8'));
const blocks = [...readme.matchAll(/\n```graphql\n([^]*?)\n```\n/g)].map(([, text]) => text!);
const prose = readme.replaceAll(/```[^]*?```/g, '').replaceAll(/<!-- error codes[^]*?\/error codes -->/g, '');

test.each(blocks)('the schema answers a request of the README: %#', (text) => {
  expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
});

test('what the README names in capitals, and as fields and arguments, is in the schema', () => {
  const text = readFileSync(path.join(root, 'schema.graphql'), 'utf8');
  const named = [...prose.matchAll(/`([a-z]+[A-Z][A-Za-z]+|[A-Z][A-Z0-9_]{4,})`/g)].map(([, name]) => name!);
  const codes = /<!-- error codes[^]*?\/error codes -->/.exec(readme)![0];
  const known = new Set(`${text} ${codes}`.match(/\w+/g));
  const elsewhere = /^(?:BYOM_|NODE_|DATABASE_URL|OPENAI_|ANTHROPIC_|LOGGER|CLOCK|CONFIG)/;
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((name) => !known.has(name) && !elsewhere.test(name))).toEqual([]);
});

test('its links within the page lead somewhere', () => {
  const anchors = new Set(
    [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
      title!
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
  const links = [...readme.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor!);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !anchors.has(link))).toEqual([]);
});
