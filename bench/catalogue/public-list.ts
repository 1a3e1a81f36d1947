import type { CatalogueEntry } from '../../src/catalogue/catalogue-file.js';

/** One model as a public list has it. */
export interface ListedModel extends Pick<CatalogueEntry, 'id' | 'name' | 'contextWindow' | 'price'> {
  /** Whether it speaks of the model that its provider calls so: a list may have one entry for several spellings. */
  matches(id: string): boolean;
}

/** Prices and windows that somebody else keeps. */
export interface PublicList {
  /** For `source` of what is taken from it. */
  readonly name: string;
  /** ISO date. */
  readonly asOf: string;
  /** Undefined for a provider that it does not know. */
  modelsOf(provider: string): readonly ListedModel[] | undefined;
}
