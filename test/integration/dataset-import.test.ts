import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';

let server: BootedServer;
beforeAll(async () => {
  server = await bootServer();
});
afterAll(() => server.close());

const request = (query: string, variables?: object) => server.client.request<Answer>(query, variables);
const failure = async (query: string, variables?: object) => {
  const error: Answer = await server.client.rawRequest(query, variables).catch((thrown: Answer) => thrown);
  return error.response.errors[0];
};
const create = async (name: string): Promise<string> =>
  (await request('mutation($name: String!) { createDataset(input: { name: $name }) { id } }', { name })).createDataset
    .id;
const importPiece = `mutation($input: ImportExamplesInput!) { importExamples(input: $input) {
  read added duplicates skipped columns nextLine faults { line field problem }
  dataset { size duplicates conflicts splits { split size } leaks { count examples } } } }`;
const append = `mutation($dataset: ID!, $examples: [ExampleInput!]!) {
  appendExamples(dataset: $dataset, examples: $examples) { size duplicates } }`;

describe('importing examples', () => {
  it('takes a CSV file in pieces, tells leaks, conflicts and duplicates, and takes a piece twice', async () => {
    const dataset = await create('questions');
    const mapping = { input: ['question'], expected: 'answer', split: 'split' };
    const head = { dataset, format: 'CSV', mapping, text: 'question,answer,split\nWho?,me,test\n"What,\nnow?",x,\n' };
    const { importExamples: first } = await request(importPiece, { input: head });
    expect(first).toMatchObject({ read: 2, added: 2, columns: ['question', 'answer', 'split'], nextLine: 5 });
    const { columns, nextLine: line } = first;
    const tail = { ...head, columns, line, text: 'who,me,train\nWho?,you,\nWho?,me,test\n' };
    expect((await request(importPiece, { input: tail })).importExamples).toEqual({
      read: 3,
      added: 2,
      duplicates: 1,
      skipped: 0,
      columns,
      nextLine: 8,
      faults: [],
      dataset: {
        size: 4,
        duplicates: 1,
        conflicts: 1,
        splits: [
          { split: 'TRAIN', size: 1 },
          { split: 'TEST', size: 1 },
        ],
        leaks: { count: 2, examples: [`${dataset}/#1`, `${dataset}/#3`] },
      },
    });
    expect((await request(importPiece, { input: tail })).importExamples).toMatchObject({
      added: 0,
      duplicates: 3,
      dataset: { size: 4 },
    });
  });

  it('imports nothing of a piece with a bad row, or all but those', async () => {
    const dataset = await create('faulty');
    const rows = Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? `{"inputs":{"n":${n}}}` : `{"secret${n}":1}`));
    const input = { dataset, format: 'JSONL', text: rows.join('\n') };
    const error = await failure(importPiece, { input });
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', details: { faultCount: 30 } });
    expect(error.extensions.details.faults).toHaveLength(20);
    expect(error.message).toMatch(/line 2 is no .*and 10 more/);
    expect(JSON.stringify(error)).not.toContain('secret');
    const { importExamples } = await request(importPiece, { input: { ...input, onBadRow: 'SKIP' } });
    expect(importExamples).toMatchObject({ read: 60, added: 30, skipped: 30, dataset: { size: 30 } });
    expect(importExamples.faults).toHaveLength(20);
  });

  it('lets an id stand for one example only', async () => {
    const dataset = await create('ids');
    await request(append, { dataset, examples: [{ id: 'a', inputs: { n: 1 } }] });
    const again = { dataset, examples: [{ id: 'a', inputs: { n: 1 } }, { inputs: { n: 2 } }] };
    expect((await request(append, again)).appendExamples).toEqual({ size: 2, duplicates: 1 });
    const other = { dataset, examples: [{ inputs: { n: 3 } }, { id: 'a', inputs: { n: 4 } }] };
    expect(await failure(append, other)).toMatchObject({
      message: 'Example 2 has the `id` of another one in the dataset.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
    const input = { dataset, format: 'JSONL', text: '{"inputs":{"n":5}}\n{"inputs":{"n":6},"id":"a"}\n' };
    expect((await failure(importPiece, { input })).message).toMatch(/line 2 has the `id`/);
    expect((await request(importPiece, { input: { ...input, onBadRow: 'SKIP' } })).importExamples).toMatchObject({
      added: 1,
      skipped: 1,
      faults: [{ line: 2, field: 'id' }],
      dataset: { size: 3 },
    });
  });

  it('knows datasets by name and version, and forgets one for good', async () => {
    const [first, second] = [await create('lineage'), await create('lineage')];
    const list = `query($name: String) { datasets(name: $name) { totalCount nodes { id version previous { id } } } }`;
    expect((await request(list, { name: 'lineage' })).datasets).toEqual({
      totalCount: 2,
      nodes: [
        { id: first, version: 1, previous: null },
        { id: second, version: 2, previous: { id: first } },
      ],
    });
    await request('mutation($id: ID!) { deleteDataset(id: $id) }', { id: second });
    for (const [query, variables] of [
      [append, { dataset: second, examples: [{ inputs: { n: 1 } }] }],
      [importPiece, { input: { dataset: second, format: 'JSONL', text: '{"inputs":{"n":5}}' } }],
    ] as const) {
      expect((await failure(query, variables)).extensions.code).toBe('NOT_FOUND');
    }
  });
});
