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

export interface Dataset {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly version: number;
  readonly size: number;
  /** Pinned examples only. */
  readonly splits: readonly { readonly split: Split; readonly size: number }[];
  readonly createdAt: Date;
}

export interface DatasetStore {
  create(dataset: {
    readonly id: string;
    readonly tenant: string;
    readonly name: string;
    readonly examples: readonly Example[];
  }): Promise<Dataset>;
  find(tenant: string, id: string): Promise<Dataset | undefined>;
  list(tenant: string, page: PageRequest): Promise<Page<Dataset>>;
  examples(tenant: string, id: string, page: PageRequest, split?: Split): Promise<Page<Example>>;
  /** In the order in which they were given. */
  allExamples(tenant: string, id: string): Promise<readonly Example[]>;
  remove(tenant: string, id: string): Promise<boolean>;
}
