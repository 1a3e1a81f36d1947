import { readFileSync } from 'node:fs';
import { seededRandom } from '../../../src/optimization/seeded-random.js';
import type { BenchTask } from '../bench-task.js';
import { splitRows, type Row } from '../split-rows.js';
import { datasetsFolder } from './datasets-folder.js';

/** Grade-school problems with a number for an answer (GSM8K, MIT). */
export function gsm8kTask(): BenchTask {
  const rows = readFileSync(`${datasetsFolder}/gsm8k/test.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line): Row => {
      const { question, answer } = JSON.parse(line) as { readonly question: string; readonly answer: string };
      return { message: question, expected: answer.slice(answer.lastIndexOf('####') + 4).trim() };
    });
  return {
    name: 'gsm8k',
    data: 'real',
    prompt: { system: 'Solve the problem.', user: '{{message}}', demonstrations: [] },
    metric: { kind: 'numeric' },
    ...splitRows('gsm8k', seededRandom('gsm8k').shuffled(rows).slice(0, 320)),
  };
}
