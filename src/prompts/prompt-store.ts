import type { Page, PageRequest } from '../paging/page.js';
import type { JsonObject, JsonValue, Parameters, ResponseFormat } from '../sdk/index.js';

export interface Demonstration {
  readonly inputs: JsonObject;
  readonly expected: JsonValue;
}

/** A template: `{{field}}` stands for an input field. */
export interface PromptTemplate {
  readonly system?: string;
  readonly user: string;
  readonly demonstrations: readonly Demonstration[];
  readonly responseFormat?: ResponseFormat;
  readonly parameters?: Parameters;
  /** Phrases of it that every optimized version keeps word for word. */
  readonly mustKeep?: readonly string[];
}

export interface PromptId {
  readonly name: string;
  /** From 1, for each name. */
  readonly version: number;
}

export interface SavedPrompt extends PromptId {
  readonly tenant: string;
  readonly template: PromptTemplate;
  /** `provider/model`. */
  readonly model?: string;
  /** The optimization it came from. */
  readonly origin?: string;
  /** Which of that optimization's candidates it is. */
  readonly candidate?: string;
  /** The version that it was made from. */
  readonly parent?: PromptId;
  readonly createdAt: Date;
}

/** `newest`: made from the newest version of the same name, where there is one. */
export type NewPrompt = Omit<SavedPrompt, 'version' | 'parent' | 'createdAt'> & {
  readonly parent?: PromptId | 'newest';
};

/** The label that `runPrompt` goes by where it is told no other, and no version. */
export const productionLabel = 'production';

export interface LabelMove {
  readonly label: string;
  /** Where it went; undefined where it was taken off. */
  readonly version?: number;
  readonly previousVersion?: number;
  readonly movedAt: Date;
}

export interface PromptStore {
  /** Saves the next version under the name. */
  save(prompt: NewPrompt): Promise<SavedPrompt>;
  /** The newest where no version is given. */
  find(tenant: string, name: string, version?: number): Promise<SavedPrompt | undefined>;
  /** Newest version of each name, by name. */
  list(tenant: string, page: PageRequest): Promise<Page<SavedPrompt>>;
  /** Of one name, newest first. */
  versions(tenant: string, name: string, page: PageRequest): Promise<Page<SavedPrompt>>;
  /** The version that bears the label. */
  labelled(tenant: string, name: string, label: string): Promise<SavedPrompt | undefined>;
  /** Every label of the name, with the version that bears it. */
  labels(tenant: string, name: string): Promise<ReadonlyMap<string, number>>;
  /** Moves the label to a version, or takes it off; false where there is no such version. Where it is there already, nothing is noted. */
  setLabel(tenant: string, name: string, label: string, version: number | undefined): Promise<boolean>;
  /** Newest first; of one label, or of all. */
  labelMoves(tenant: string, name: string, page: PageRequest, label?: string): Promise<Page<LabelMove>>;
  /** All versions and labels, for good; false where there was none. What was made from them forgets its parent. */
  remove(tenant: string, name: string): Promise<boolean>;
  /** The same, where no version of it was saved, read or used for so many days. */
  removeUnused(tenant: string, name: string, days: number): Promise<boolean>;
}
