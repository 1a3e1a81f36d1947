import type { JsonObject, JsonValue, Message, Parameters, ResponseFormat } from '../../sdk/index.js';

/** A prompt as algorithms see and change it. */
export interface CandidatePrompt {
  readonly system?: string;
  readonly user: string;
  readonly demonstrations: readonly { readonly inputs: JsonObject; readonly expected: JsonValue }[];
  readonly responseFormat?: ResponseFormat;
  readonly parameters?: Parameters;
  /** Phrases that every version of it keeps word for word. */
  readonly mustKeep?: readonly string[];
}

export interface SearchExample {
  readonly id: string;
  readonly inputs: JsonObject;
  readonly expected?: JsonValue;
  /** The customer's own note about this example. */
  readonly feedback?: string;
}

export interface Candidate {
  /** Derived from its content, so that the same content is one candidate. */
  readonly id: string;
  readonly prompt: CandidatePrompt;
  readonly parents: readonly string[];
  /** How it came to be, in words. */
  readonly origin: string;
}

/** What something cost. */
export interface Cost {
  /** US dollars; 0 where the price is unknown. */
  readonly usd: number;
  readonly tokens: number;
}

/** What a scored answer cost. */
export interface TaskCost extends Cost {
  /** Requests that it took: the answer itself, and a judge's. */
  readonly calls: number;
}

export type Answer =
  | {
      readonly kind: 'scored';
      readonly score: number;
      readonly feedback: string;
      readonly output: string;
      readonly cost: TaskCost;
      /** Of the cost, what its judges took: paid once for all answers with the same key. */
      readonly judged?: { readonly key: string; readonly cost: TaskCost };
    }
  /** The provider refuses this example for good (its content, its size): left out of every comparison, never a score of 0. */
  | { readonly kind: 'unscored'; readonly code: string; readonly cost: TaskCost };

/** What the search may spend, the final test already taken off; infinite where there is no limit. */
export interface SearchLimits extends Cost {
  /** Proposals, task calls and a judge's together. */
  readonly calls: number;
  /** Those that run the prompt. */
  readonly taskCalls: number;
}

export interface Choice {
  readonly best: Candidate;
  /** Why the search ended before its budget; undefined where it used it up. */
  readonly converged?: string;
  /** What was tried and why, and how the best came to be, in words. */
  readonly explanation?: string;
}

/**
 * What an algorithm is given: never a key, a provider or a table. It decides by scores in a canonical order and never by
 * arrival or time, so that the same seed and the same answers give the same candidates, however the run was interrupted.
 */
export interface Search {
  readonly baseline: Candidate;
  readonly train: readonly SearchExample[];
  readonly validation: readonly SearchExample[];
  readonly limits: SearchLimits;
  /** Expected costs, until real ones are known. */
  readonly estimates: { readonly task: TaskCost; readonly proposal: Cost };
  readonly seed: number;
  readonly concurrency: number;
  /** Characters that demonstrations may add to a prompt. */
  readonly demonstrationCharacters: number;
  /**
   * Runs a candidate on an example; asked again, gives the same answer for nothing. Lower priorities go first; `sample`,
   * 0 where left out, asks a noisy model the same question another time.
   */
  call(candidate: Candidate, example: SearchExample, priority: number, sample?: number): Promise<Answer>;
  /** Asks the proposer; `sample` tells apart several answers to the same question. */
  propose(
    messages: readonly Message[],
    sample: number,
    priority: number,
  ): Promise<{ readonly text: string; readonly cost: Cost }>;
  /** The `{{variables}}` of a text. */
  variables(text: string): readonly string[];
  /** Tells of a candidate with all its validation answers so far, in an order that is always the same. */
  report(candidate: Candidate, validation: readonly { readonly example: string; readonly answer: Answer }[]): void;
  /** Tells that a candidate leads, and what is being done. */
  leads(candidate: Candidate, validationMean: number): void;
  phase(name: string): void;
}
