import { parseArgs } from 'node:util';
import { ablations, contestants } from './contestants/contestants.js';
import { settings } from './settings.js';

export interface Options {
  readonly contestants: readonly string[];
  readonly settings: readonly string[];
  readonly budgets: readonly number[];
  readonly seeds: readonly number[];
  readonly against: string;
  readonly out?: string;
  /** Files with results of earlier runs, to be reported instead of running anything. */
  readonly report: readonly string[];
  readonly ablate: boolean;
}

const defaults = {
  contestants: 'baseline,byom-auto,byom-reflective,byom-few-shot,byom-joint,ax-gepa',
  budgets: '150,300,600,1200',
};

const physics = [...new Map(settings.map(({ model }) => [model.name, model.physics]))];

export const help = `npm run bench:optimizers -- [options]

Runs optimizers beside each other against simulated models, within the same task calls counted at the model, and prints the
true score on examples that none of them saw, for each budget and for each dollar (simulated prices).

  --contestants A,B   of: ${contestants.map(({ name }) => name).join(', ')}
                      (${defaults.contestants})
  --settings A,B      those whose name contains one of these (all), of:
                      ${settings.map(({ name, missing }) => (missing === undefined ? name : `${name} (skipped: ${missing})`)).join('\n                      ')}
  --budgets N,N       task calls (${defaults.budgets})
  --seeds N           seeds 1 to N (3)
  --against NAME      whom the others are compared with, paired by setting and seed (ax-gepa)
  --ablate            byom-auto with each of its switches off, against byom-auto
  --out FILE          appends a JSON line for each run
  --report A,B        runs nothing: prints the tables of such files
  --help

Models, and what each rewards:
${physics.map(([name, says]) => `  ${name.padEnd(11)} ${says}`).join('\n')}

Data sets are looked for beside the repository, or where BYOM_TEST_DATASETS says.`;

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Fails with what is wrong, in words. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      contestants: { type: 'string', default: defaults.contestants },
      settings: { type: 'string', default: '' },
      budgets: { type: 'string', default: defaults.budgets },
      seeds: { type: 'string', default: '3' },
      against: { type: 'string' },
      ablate: { type: 'boolean', default: false },
      out: { type: 'string' },
      report: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const wanted = list(values.settings);
  const named = list(values.contestants);
  const unknown = named.find((name) => !contestants.some((contestant) => contestant.name === name));
  if (unknown !== undefined) throw new Error(`There is no contestant of the name ${unknown}.`);
  const chosen = settings.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  if (chosen.length === 0) throw new Error('No setting has a name like that.');
  const budgets = list(values.budgets).map(Number);
  const seeds = Number(values.seeds);
  if (budgets.length === 0 || budgets.some((budget) => !Number.isInteger(budget) || budget < 1))
    throw new Error('Budgets are whole numbers of calls.');
  if (!Number.isInteger(seeds) || seeds < 1) throw new Error('Seeds is a whole number from 1.');
  return {
    contestants: values.ablate ? ['baseline', 'byom-auto', ...ablations.map(({ name }) => name)] : named,
    settings: chosen.map(({ name }) => name),
    budgets,
    seeds: Array.from({ length: seeds }, (_, index) => index + 1),
    against: values.against ?? (values.ablate ? 'byom-auto' : 'ax-gepa'),
    ablate: values.ablate,
    report: list(values.report),
    ...(values.out === undefined ? {} : { out: values.out }),
  };
}
