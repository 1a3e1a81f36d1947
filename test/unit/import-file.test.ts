import { afterAll, describe, expect, test } from '@jest/globals';
import type { GraphQLClient } from 'graphql-request';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importFile } from '../../src/cli/dataset/import-file.js';
import { importOptions } from '../../src/cli/dataset/import-options.js';

const folder = mkdtempSync(path.join(tmpdir(), 'byom-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fileOf = (name: string, bytes: string | Buffer) => {
  writeFileSync(path.join(folder, name), bytes);
  return path.join(folder, name);
};
const answer = { read: 1, added: 1, duplicates: 0, skipped: 0, columns: null, nextLine: 2, faults: [] };
const unreachable = () => new TypeError('fetch failed', { cause: new Error('ECONNRESET') });

/** Answers in turn; a function throws. */
function clientOf(answers: readonly (object | (() => Error))[]) {
  const sent: unknown[] = [];
  const request = (_: string, variables: unknown) => {
    const next = answers[sent.push(variables) - 1];
    return next === undefined || typeof next === 'function'
      ? Promise.reject(next?.() ?? new Error('unasked'))
      : Promise.resolve(next);
  };
  return { sent, client: { request } as unknown as GraphQLClient };
}

describe('importFile', () => {
  test('sends a piece again whose answer was lost', async () => {
    const { client, sent } = clientOf([unreachable, { importExamples: answer }]);
    const options = importOptions(fileOf('a.jsonl', '{"inputs":{"a":1}}\n'), { dataset: 'd' });
    const report = await importFile(client, options, () => undefined);
    expect(report).toMatchObject({ dataset: 'd', rows: 1, added: 1, share: 1 });
    expect(sent[1]).toEqual(sent[0]);
  });

  test('says where to go on after what does not pass', async () => {
    const { client } = clientOf([{ createDataset: { id: 'made' } }, { importExamples: answer }]);
    const options = importOptions(fileOf('b.csv', `a\n1\n`), { name: 'n' });
    await expect(importFile(client, options, () => undefined)).rejects.toThrow(/--dataset made --from-line 2$/);
  });

  test('leaves no empty version behind', async () => {
    const { client, sent } = clientOf([{ createDataset: { id: 'made' } }, () => new Error('refused'), {}]);
    const options = importOptions(fileOf('d.csv', `a\n1\n`), { name: 'n' });
    await expect(importFile(client, options, () => undefined)).rejects.toThrow(/^refused$/);
    expect(sent.at(-1)).toEqual({ id: 'made' });
  });

  test('refuses what is not UTF-8', async () => {
    const { client } = clientOf([]);
    const options = importOptions(fileOf('c.tsv', Buffer.from([0x61, 0x0a, 0xff])), { dataset: 'd' });
    await expect(importFile(client, options, () => undefined)).rejects.toThrow(/not UTF-8/);
    expect(options).toMatchObject({ format: 'CSV', delimiter: '\t' });
  });
});
