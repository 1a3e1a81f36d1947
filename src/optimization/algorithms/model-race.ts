import type { ErrorCode } from '../../sdk/index.js';
import type { Answer, Cost, SearchExample } from './search.js';

/** A model as the choice among several sees it. */
export interface RacingModel {
  /** `provider/model`. */
  readonly ref: string;
  /** Whether what its calls cost is known. */
  readonly priced: boolean;
}

/** An answer, and what the model alone took for it, its judge left aside. */
export type RaceAnswer = Answer & { readonly own?: Cost };

/** The model itself cannot be called, for good. */
export interface LostModel {
  readonly kind: 'lost';
  readonly code: ErrorCode;
}

/** What the choice among several models is given; like a `Search`, it shows no key, no provider and no table. */
export interface ModelRace {
  /** In the order given; of equals the earlier wins. */
  readonly models: readonly RacingModel[];
  /** In the order of the race, the same for all. */
  readonly examples: readonly SearchExample[];
  readonly concurrency: number;
  /** Runs the prompt on a model and an example; asked again, gives the same answer for nothing. Lower priorities go first. */
  call(model: RacingModel, example: SearchExample, priority: number): Promise<RaceAnswer | LostModel>;
  /** Where given: fits the prompt to a model, once, before the model is judged; its answers begin anew. */
  prepare?(model: RacingModel): Promise<LostModel | undefined>;
  /** Mean milliseconds of a call so far; only ties are decided by it. */
  latencyMs(model: RacingModel): number | undefined;
  /** Tells of a model with all its answers so far. */
  report(model: RacingModel, answers: readonly { readonly example: string; readonly answer: Answer }[]): void;
  phase(name: string): void;
}
