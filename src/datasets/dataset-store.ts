import type { Page, PageRequest } from '../paging/page.js';
import type { JsonObject, JsonValue } from '../sdk/index.js';

export const splits = ['train', 'validation', 'test'] as const;
export type Split = (typeof splits)[number];

export interface Example {
  /** Unique within its dataset; the customer's own where given. */
  readonly id: string;
  readonly inputs: JsonObject;
  /** Undefined where there is none; null is a value. */
  readonly expected?: JsonValue;
  readonly feedback?: string;
  /** Pins the example to a split. */
  readonly split?: Split;
}

/** As given; an example without an id is stored as `#` and its place among all that were ever given, from 1. */
export type NewExample = Omit<Example, 'id'> & { readonly id?: string };

export interface Dataset {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly version: number;
  readonly size: number;
  /** Pinned examples only. */
  readonly splits: readonly { readonly split: Split; readonly size: number }[];
  /** How often an example was given that was there already: inputs, answer and split alike. */
  readonly duplicates: number;
  /** Last change, reading or use, to within an hour. */
  readonly usedAt: Date;
  readonly createdAt: Date;
}

/** What is dubious about a dataset. */
export interface DatasetFindings {
  /** Inputs that stand there with more than one answer. */
  readonly conflicts: number;
  /** Examples pinned to one split whose inputs, or nearly the same, are also pinned to another. */
  readonly leaks: { readonly count: number; readonly examples: readonly string[] };
}

export interface Appended {
  readonly dataset: Dataset;
  readonly added: number;
  readonly duplicates: number;
}

export interface DatasetStore {
  /** The next version under its name. Ids that are given stand for one example each. */
  create(dataset: {
    readonly id: string;
    readonly tenant: string;
    readonly name: string;
    readonly examples: readonly NewExample[];
  }): Promise<Dataset>;
  /**
   * All of them or none; what is there already is counted, not stored again. `clashes` are the places of examples whose
   * id stands for another example there, and nothing is stored; undefined where there is no such dataset.
   */
  append(
    tenant: string,
    id: string,
    examples: readonly NewExample[],
  ): Promise<Appended | { readonly clashes: readonly number[] } | undefined>;
  find(tenant: string, id: string): Promise<Dataset | undefined>;
  /** The newest version of a name before this one. */
  previous(dataset: Dataset): Promise<Dataset | undefined>;
  /** In the order of creation; only versions of `name` where it is given. */
  list(tenant: string, page: PageRequest, name?: string): Promise<Page<Dataset>>;
  /** In the order in which they were given. */
  examples(dataset: Dataset, page: PageRequest, split?: Split): Promise<Page<Example>>;
  findings(dataset: Dataset): Promise<DatasetFindings>;
  /**
   * The examples of a run, in the order in which they were given: all, or at most `most`, drawn by the seed with answers
   * in like shares and small pinned splits whole. Never loads the rest.
   */
  forRun(
    tenant: string,
    id: string,
    sample: { readonly most: number; readonly seed: number },
  ): Promise<readonly Example[]>;
  remove(tenant: string, id: string): Promise<boolean>;
  /** The same, where it was not changed, read or used for so many days. */
  removeUnused(tenant: string, id: string, days: number): Promise<boolean>;
}
