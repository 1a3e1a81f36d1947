import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { plainMetric, plainPrompt } from '../../src/cli/optimize/plain-prompt.js';
import { readPromptFile } from '../../src/cli/optimize/read-prompt-file.js';

const sample = (answers: readonly unknown[], inputs: Record<string, unknown> = { text: 'x' }) =>
  answers.map((expected) => ({ inputs, expected }));

describe('a prompt made of the data alone', () => {
  test.each([
    ['labels', ['b', 'a', 'b', 'a'], 'Answer with one of: a, b.', { kind: 'EXACT_MATCH' }],
    ['texts that do not come again', ['one', 'two', 'three'], 'Give the answer only.', { kind: 'EXACT_MATCH' }],
    ['numbers', [1, 2.5, 2.5], 'Answer with the number only.', { kind: 'NUMERIC' }],
    [
      'objects, by the fields that all have',
      [
        { a: 1, b: 2 },
        { a: 3, b: null, c: 1 },
      ],
      'Answer with a JSON object with the fields: a, b.',
      { kind: 'JSON_FIELDS', fields: ['a', 'b'] },
    ],
    [
      'answers of which some are missing',
      ['a', null, 'a', undefined],
      'Answer with one of: a.',
      { kind: 'EXACT_MATCH' },
    ],
  ])('asks for %s', (_, answers, system, metric) => {
    expect(plainPrompt(sample(answers))).toEqual({ system, user: '{{text}}' });
    expect(plainMetric(sample(answers))).toEqual(metric);
  });

  test('names every field where there are several', () => {
    expect(plainPrompt(sample(['a'], { title: 't', body: 'b' })).user).toBe('title: {{title}}\nbody: {{body}}');
  });

  test('says what to do where it cannot be made', () => {
    expect(() => plainPrompt(sample(['a'], { 'odd }} name': 't' }))).toThrow(/--prompt/);
    expect(() => plainMetric(sample([null]))).toThrow(/--metric/);
  });
});

test('a prompt file is text, with or without a system part, or a PromptInput', () => {
  const place = mkdtempSync(path.join(tmpdir(), 'byom-prompt-'));
  const read = (name: string, text: string) => {
    writeFileSync(path.join(place, name), text);
    return readPromptFile(path.join(place, name));
  };
  try {
    expect(read('a.txt', 'Sort it.\n---\n{{text}}\n---\nNow.\n')).toEqual({
      system: 'Sort it.',
      user: '{{text}}\n---\nNow.',
    });
    expect(read('b.txt', 'Sort this: {{text}}\n')).toEqual({ user: 'Sort this: {{text}}' });
    expect(read('c.md', 'Sort it.')).toEqual({ system: 'Sort it.' });
    expect(read('d.json', '{"user":"{{text}}","parameters":{"seed":1}}')).toEqual({
      user: '{{text}}',
      parameters: { seed: 1 },
    });
    expect(() => read('e.json', '{')).toThrow(/no JSON/);
    expect(() => readPromptFile(path.join(place, 'none'))).toThrow(/cannot be read/);
  } finally {
    rmSync(place, { recursive: true });
  }
});
