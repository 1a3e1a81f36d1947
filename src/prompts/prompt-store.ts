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
}

export interface SavedPrompt {
  readonly tenant: string;
  readonly name: string;
  /** From 1, for each name. */
  readonly version: number;
  readonly template: PromptTemplate;
  /** `provider/model`. */
  readonly model?: string;
  /** The optimization it came from. */
  readonly origin?: string;
  readonly createdAt: Date;
}

export interface PromptStore {
  /** Saves the next version under the name. */
  save(prompt: Omit<SavedPrompt, 'version' | 'createdAt'>): Promise<SavedPrompt>;
  /** The newest where no version is given. */
  find(tenant: string, name: string, version?: number): Promise<SavedPrompt | undefined>;
  /** Newest version of each name, by name. */
  list(tenant: string, page: PageRequest): Promise<Page<SavedPrompt>>;
}
