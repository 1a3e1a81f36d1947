import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { seededRandom } from '../../../src/optimization/seeded-random.js';
import type { BenchTask } from '../bench-task.js';
import { splitRows, type Row } from '../split-rows.js';
import { datasetsFolder } from './datasets-folder.js';

const intents = 20;
const each = 16;

/** Messages of a bank's customers by intent (Banking77, CC BY 4.0): 20 of the 77 intents. */
export function banking77Task(): BenchTask {
  const records = parse<Record<string, string>>(readFileSync(`${datasetsFolder}/banking77/train.csv`), {
    columns: true,
  });
  const rows = records.map(({ text = '', category = '' }): Row => ({ message: text.trim(), expected: category }));
  const labels = [...new Set(rows.map(({ expected }) => expected))].toSorted().slice(0, intents);
  const random = seededRandom('banking77');
  const chosen = labels.flatMap((label) =>
    random.shuffled(rows.filter(({ expected }) => expected === label)).slice(0, each),
  );
  return {
    name: 'banking77',
    data: 'real',
    prompt: {
      system: `Give the intent of this message of a bank's customer, one of: ${labels.join(', ')}.`,
      user: '{{message}}',
      demonstrations: [],
    },
    metric: { kind: 'exact-match' },
    ...splitRows('banking77', chosen),
  };
}
