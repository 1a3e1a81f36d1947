import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SearchExample } from '../../src/optimization/algorithms/search.js';
import { seededRandom } from '../../src/optimization/seeded-random.js';

const folder = process.env['BYOM_TEST_DATASETS'] ?? fileURLToPath(new URL('../../../shared/datasets', import.meta.url));
const file = `${folder}/banking77/train.csv`;

export const banking77Missing = existsSync(file) ? undefined : `no Banking77 data at ${file}`;

/** Ten examples of each of the first intents, with the names of the intents. */
export function banking77(
  intents: number,
  each: number,
): { examples: readonly SearchExample[]; labels: readonly string[] } {
  const rows = readFileSync(file, 'utf8')
    .split(/\r?\n(?=(?:"(?:[^"]|"")*"|[^",\n]*),\w+[^\n]*(?:\n|$))/)
    .slice(1)
    .flatMap((line) => {
      const parts = /^(?:"((?:[^"]|"")*)"|([^",]*)),(\S+?)\s*$/.exec(line);
      return parts === null
        ? []
        : [{ text: (parts[1] ?? parts[2] ?? '').replaceAll('""', '"').trim(), label: parts[3]! }];
    });
  const labels = [...new Set(rows.map((row) => row.label))].toSorted().slice(0, intents);
  const random = seededRandom('banking77');
  const examples = labels.flatMap((label) =>
    random
      .shuffled(rows.filter((row) => row.label === label))
      .slice(0, each)
      .map((row, index) => ({ id: `${label}-${index}`, inputs: { text: row.text }, expected: label })),
  );
  return { examples, labels };
}
