import { existsSync } from 'node:fs';
import type { BenchTask } from './bench-task.js';
import { chattyModel } from './models/chatty-model.js';
import { nearestNeighbour } from './models/nearest-neighbour.js';
import { ruleFollower } from './models/rule-follower.js';
import { sandboxPhysics } from './models/sandbox-physics.js';
import type { SimulatedModelKind } from './models/simulated-model.js';
import { banking77Task } from './tasks/banking77-task.js';
import { bigBenchHardTask, type BigBenchHardTask } from './tasks/big-bench-hard-task.js';
import { datasetsFolder } from './tasks/datasets-folder.js';
import { gsm8kTask } from './tasks/gsm8k-task.js';
import { sortingDeskTask } from './tasks/sorting-desk-task.js';
import { supportTicketsTask } from './tasks/support-tickets-task.js';

/** A model with data that it is asked about. */
export interface Setting {
  readonly name: string;
  readonly model: SimulatedModelKind;
  task(): BenchTask;
  /** Why it cannot run here; undefined where it can. */
  readonly missing?: string;
}

const missing = (file: string) =>
  existsSync(`${datasetsFolder}/${file}`) ? {} : { missing: `no ${file} in the folder of data sets` };

const setting = (model: SimulatedModelKind, task: () => BenchTask, name: string, file?: string): Setting => ({
  name: `${model.name}/${name}`,
  model,
  task,
  ...(file === undefined ? {} : missing(file)),
});

const bigBenchHard = (model: SimulatedModelKind, name: BigBenchHardTask) =>
  setting(model, () => bigBenchHardTask(name), `bbh-${name.replaceAll('_', '-')}`, `bbh/${name}.json`);

/** All that the benchmark runs on; the first ones with what the repository holds. */
export const settings: readonly Setting[] = [
  setting(sandboxPhysics, supportTicketsTask, 'tickets'),
  setting(ruleFollower, sortingDeskTask, 'desk'),
  setting(nearestNeighbour, supportTicketsTask, 'tickets'),
  setting(chattyModel, supportTicketsTask, 'tickets'),
  setting(sandboxPhysics, banking77Task, 'banking77', 'banking77/train.csv'),
  setting(nearestNeighbour, banking77Task, 'banking77', 'banking77/train.csv'),
  bigBenchHard(sandboxPhysics, 'causal_judgement'),
  bigBenchHard(sandboxPhysics, 'date_understanding'),
  bigBenchHard(sandboxPhysics, 'geometric_shapes'),
  bigBenchHard(chattyModel, 'word_sorting'),
  setting(chattyModel, gsm8kTask, 'gsm8k', 'gsm8k/test.jsonl'),
];
