import { randomUUID } from 'node:crypto';
import type { ExampleInput } from '../datasets/check-example.js';
import { checkNewExamples } from '../datasets/check-new-examples.js';
import type { Dataset, DatasetStore } from '../datasets/dataset-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';

export type { ExampleInput };

export interface CreateDatasetInput {
  /** 1 to 200 characters. */
  readonly name: string;
  /** The first ones; more can be appended. */
  readonly examples?: readonly ExampleInput[];
}

/** The next version under a name, for use by any number of optimizations. */
export class CreateDataset {
  constructor(private readonly deps: { readonly datasets: DatasetStore }) {}

  async run(caller: Caller, input: CreateDatasetInput): Promise<Dataset> {
    const name = input.name.trim();
    if (name === '' || name.length > 200) {
      throw new ByomError('BAD_USER_INPUT', "A dataset's `name` has 1 to 200 characters.");
    }
    const examples = checkNewExamples(input.examples ?? []);
    return this.deps.datasets.create({ id: randomUUID(), tenant: caller.tenant.id, name, examples });
  }
}
