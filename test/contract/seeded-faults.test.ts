import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { faulty } from '../seeded/project-copy.js';
import { seededFaults } from '../seeded/seeded-faults.js';

const root = path.resolve(import.meta.dirname, '../..');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('the controls that `npm run test:seeded` takes away', () => {
  test('each have a name of their own', () => {
    expect(new Set(seededFaults.map(({ id }) => id)).size).toBe(seededFaults.length);
    expect(seededFaults.filter(({ id, removes }) => !/^[a-z\d]+(-[a-z\d]+)*$/.test(id) || removes === '')).toEqual([]);
  });

  test.each(seededFaults.map((fault) => [fault.id, fault] as const))('%s is still where it was', (_, fault) => {
    for (const edit of fault.edits) expect(faulty(textOf(edit.file), edit, fault.id)).not.toBe(textOf(edit.file));
    expect(existsSync(path.join(root, fault.noticedBy.file))).toBe(true);
  });
});
