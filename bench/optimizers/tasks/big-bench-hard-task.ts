import { readFileSync } from 'node:fs';
import type { BenchTask } from '../bench-task.js';
import { splitRows } from '../split-rows.js';
import { datasetsFolder } from './datasets-folder.js';

const instructions = {
  causal_judgement: 'Say how a typical person would answer. Answer with Yes or No.',
  date_understanding: 'Answer the question with the letter of the right option, such as (A).',
  geometric_shapes: 'Answer with the letter of the right option, such as (A).',
  word_sorting: 'Sort the words. Answer with the words alone, separated by spaces.',
} as const;
export type BigBenchHardTask = keyof typeof instructions;

/** A task of BIG-Bench Hard (MIT). */
export function bigBenchHardTask(name: BigBenchHardTask): BenchTask {
  const { examples } = JSON.parse(readFileSync(`${datasetsFolder}/bbh/${name}.json`, 'utf8')) as {
    readonly examples: readonly { readonly input: string; readonly target: string }[];
  };
  return {
    name: `bbh-${name.replaceAll('_', '-')}`,
    data: 'real',
    prompt: { system: instructions[name], user: '{{message}}', demonstrations: [] },
    metric: { kind: 'exact-match' },
    ...splitRows(
      name,
      examples.map(({ input, target }) => ({ message: input, expected: target })),
    ),
  };
}
