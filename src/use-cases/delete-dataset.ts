import type { DatasetStore } from '../datasets/dataset-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';

/** Optimizations keep their own copy of the examples, so removing a dataset disturbs none. */
export class DeleteDataset {
  constructor(private readonly deps: { readonly datasets: DatasetStore }) {}

  /** Returns the id. */
  async run(caller: Caller, id: string): Promise<string> {
    if (!(await this.deps.datasets.remove(caller.tenant.id, id))) {
      throw new ByomError('NOT_FOUND', 'There is no dataset of yours with this id.');
    }
    return id;
  }
}
