import type { Page, PageRequest } from '../paging/page.js';
import type { Adaptation, JsonObject, JsonValue } from '../sdk/index.js';
import type { JudgeAgreement } from './scoring/judge/judge-agreement.js';

export const optimizationKinds = ['prompt', 'model', 'port', 'evaluation'] as const;
export type OptimizationKind = (typeof optimizationKinds)[number];

export const optimizationStatuses = [
  'queued',
  'running',
  'paused',
  'awaiting-key',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type OptimizationStatus = (typeof optimizationStatuses)[number];
export const terminalStatuses: readonly OptimizationStatus[] = ['succeeded', 'failed', 'cancelled'];
/** Those from which it is resumed. */
export const resumableStatuses: readonly OptimizationStatus[] = ['paused', 'awaiting-key'];
/** Those in which no worker may take it. */
export const restingStatuses: readonly OptimizationStatus[] = [...resumableStatuses, ...terminalStatuses];

export interface Reason {
  readonly code: string;
  readonly message: string;
  /** ISO date. */
  readonly retryAt?: string;
}

/** Mean of a metric (0 to 1) with a 95% interval. */
export interface Score {
  /** Undefined where examples of every split were scored. */
  readonly split?: 'train' | 'validation' | 'test';
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly examples: number;
  /** Two-sided, against the baseline on the same examples. */
  readonly pairedP?: number;
  /** 95% interval of the mean difference from the baseline on the same examples. */
  readonly pairedGain?: { readonly mean: number; readonly low: number; readonly high: number };
  /** Of the prompt that these very examples chose: the gain, with an interval that allows for how many it was chosen from. */
  readonly adjustedGain?: {
    readonly mean: number;
    readonly low: number;
    readonly high: number;
    readonly comparisons: number;
  };
  /** How often each example was asked, its scores averaged; once where left out. */
  readonly repeats?: number;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Forecast before the first call: ranges that hold the real spend nine times in ten. */
export interface Quote {
  readonly calls: Range;
  readonly tokens: Range;
  /** Undefined where a price is unknown. */
  readonly usd?: Range;
  readonly seconds: Range;
}

export interface Progress {
  /** 0 to 1. */
  readonly fraction: number;
  readonly phase: string;
  readonly callsDone: number;
  readonly callsPlanned: number;
  readonly bestValidation?: number;
}

export interface CandidateRecord {
  /** Derived from the run and the candidate's content, so that a resumed run makes the same. */
  readonly id: string;
  /** Order of creation, from 0 (the baseline). */
  readonly index: number;
  /** A `PromptTemplate` as JSON. */
  readonly prompt: JsonObject;
  /** `provider/model`. */
  readonly model: string;
  readonly validation?: Score;
  readonly test?: Score;
  /** US dollars. */
  readonly costPerCall?: number;
  readonly latencyMs?: number;
  readonly parents: readonly string[];
  /** How it came to be, in words: `baseline`, `reflection on 6 failures` ... */
  readonly origin: string;
  /** What a choice among models has shown of it, in words. */
  readonly verdict?: string;
  /** Another is shown to be better, no dearer and no slower. */
  readonly dominated?: boolean;
}

export const verdictKinds = ['improved', 'not-proven', 'no-improvement'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** What would settle a gain that could be chance, at a power of 80%. */
export interface ToDecide {
  /** Test examples, beside those tested. */
  readonly examples: number;
  readonly calls: number;
  /** Undefined where no price is known. */
  readonly usd?: number;
}

export interface OptimizationResult {
  readonly bestCandidate: string;
  /** Left out by what finds no prompt, and by results of before there were verdicts. */
  readonly verdict?: VerdictKind;
  readonly toDecide?: ToDecide;
  readonly improved: boolean;
  readonly summary: string;
  readonly savedAs?: { readonly name: string; readonly version: number };
  readonly port?: PortReport;
}

/** An example that a prompt gets right on one model, and not, or less so, on another. */
export interface PortBreak {
  readonly example: string;
  readonly inputs: JsonObject;
  readonly expected?: JsonValue;
  readonly from: { readonly output: string; readonly score: number };
  readonly to: { readonly output: string; readonly score: number };
  /** By the new prompt on the new model, where it was asked. */
  readonly repaired?: { readonly output: string; readonly score: number };
}

/** What moving a prompt to another model breaks, and what became of it. */
export interface PortReport {
  /** Examples that both models answered with the old prompt. */
  readonly compared: number;
  readonly broken: number;
  readonly breaks: readonly PortBreak[];
  /** Adaptations that the old prompt needs on the new model, and did not on the old one. */
  readonly quirks: OptimizationRecord['adaptations'];
  /** The old prompt on the old model; all others are compared with it on the same examples. */
  readonly source?: Score;
  /** The old prompt on the new model. */
  readonly moved?: Score;
  /** The new prompt on the new model. */
  readonly repaired?: Score;
  readonly repairedOnSource?: Score;
}

export interface OptimizationRecord {
  readonly id: string;
  readonly tenant: string;
  readonly kind: OptimizationKind;
  readonly status: OptimizationStatus;
  readonly reason?: Reason;
  /** Everything the run needs but its examples; credentials by reference only. */
  readonly input: JsonObject;
  readonly quote: Quote;
  readonly progress: Progress;
  readonly baseline?: Score;
  readonly best?: string;
  /** Kinds of adaptation met, with how often. */
  readonly adaptations: readonly { readonly adaptation: Adaptation; readonly count: number }[];
  readonly result?: OptimizationResult;
  /** Of each judge that was given graded answers. */
  readonly judgeAgreement?: readonly JudgeAgreement[];
  readonly cancelRequested: boolean;
  /** Stays while it is paused. */
  readonly pauseRequested: boolean;
  /** How often it was resumed: each time is a job of its own. */
  readonly turn: number;
  /** Its time, without that of pauses: until its last pause, and from when it has counted since. */
  readonly secondsUsed: number;
  readonly runningSince?: Date;
  readonly createdAt: Date;
  readonly finishedAt?: Date;
}

export const optimizationEventKinds = [
  'started',
  'progress',
  'candidate',
  'improved',
  'retrying',
  'paused',
  'resumed',
  'finished',
] as const;
export type OptimizationEventKind = (typeof optimizationEventKinds)[number];

export interface OptimizationEvent {
  /** Grows within one optimization; opaque to clients. */
  readonly cursor: string;
  readonly kind: OptimizationEventKind;
  readonly message?: string;
  readonly at: Date;
  /** A candidate's id. */
  readonly candidate?: string;
}

export type OptimizationPatch = Partial<
  Pick<
    OptimizationRecord,
    | 'status'
    | 'reason'
    | 'progress'
    | 'baseline'
    | 'best'
    | 'adaptations'
    | 'result'
    | 'judgeAgreement'
    | 'finishedAt'
    | 'secondsUsed'
  >
> & { readonly runningSince?: Date | null };

/** Writes of a run carry its epoch (see the ledger) and are refused, returning false, once another worker owns the run. */
export interface OptimizationStore {
  /** With an idempotency key that exists for its kind: the first record where the hash is equal, `mismatch` where not. */
  create(
    record: Pick<OptimizationRecord, 'id' | 'tenant' | 'kind' | 'input' | 'quote' | 'progress'> & {
      /** Kept beside the record: no look at it reads them. */
      readonly examples?: JsonObject;
    },
    idempotency?: { readonly key: string; readonly inputHash: string },
    paused?: boolean,
  ): Promise<{ readonly record: OptimizationRecord; readonly created: boolean } | 'mismatch'>;
  find(tenant: string, id: string): Promise<OptimizationRecord | undefined>;
  /** The one of this kind that was created with the key, where the hash is equal. CONFLICT where it was deleted since. */
  withKey(
    tenant: string,
    kind: OptimizationKind,
    idempotency: { readonly key: string; readonly inputHash: string },
  ): Promise<OptimizationRecord | 'mismatch' | undefined>;
  /** Of the record, what changes under a worker's and a follower's eyes. */
  standing(
    tenant: string,
    id: string,
  ): Promise<Pick<OptimizationRecord, 'status' | 'cancelRequested' | 'pauseRequested'> | undefined>;
  /** Those that it was created with. */
  examples(tenant: string, id: string): Promise<JsonObject | undefined>;
  /** Newest first. */
  list(
    tenant: string,
    filter: { readonly status?: readonly OptimizationStatus[]; readonly kind?: readonly OptimizationKind[] },
    page: PageRequest,
  ): Promise<Page<OptimizationRecord>>;
  /** Those that wait or run, for a start that finds jobs never enqueued; all tenants. */
  unfinished(): Promise<readonly Pick<OptimizationRecord, 'id' | 'tenant' | 'turn'>[]>;
  /** Of those that are paused until a moment (`reason.retryAt`), some whose moment has come; all tenants. */
  due(): Promise<readonly Pick<OptimizationRecord, 'id' | 'tenant'>[]>;
  /**
   * A status is not written over one that ended or was paused while it waited for a worker. One that ends it destroys the
   * keys sealed for it in the same transaction.
   */
  update(tenant: string, id: string, epoch: number, patch: OptimizationPatch): Promise<boolean>;
  /** Inserts or replaces by id. */
  putCandidate(tenant: string, optimization: string, epoch: number, candidate: CandidateRecord): Promise<boolean>;
  candidate(tenant: string, optimization: string, id: string): Promise<CandidateRecord | undefined>;
  candidates(tenant: string, optimization: string, page: PageRequest): Promise<Page<CandidateRecord>>;
  appendEvent(
    tenant: string,
    optimization: string,
    epoch: number,
    event: Omit<OptimizationEvent, 'cursor' | 'at'>,
  ): Promise<boolean>;
  /** Oldest first, at most `limit`. */
  eventsAfter(
    tenant: string,
    optimization: string,
    after: string | undefined,
    limit: number,
  ): Promise<readonly OptimizationEvent[]>;
  /** Marks it; ends it, its keys with it, at once where no worker holds it. Returns the record, or undefined where there is none. */
  requestCancel(tenant: string, id: string): Promise<OptimizationRecord | undefined>;
  /**
   * Marks it; pauses it at once where no worker holds it, and until it is resumed where it was to go on by itself. One that
   * ended, or is being cancelled, stays as it is.
   */
  requestPause(tenant: string, id: string): Promise<OptimizationRecord | undefined>;
  /**
   * One that is paused waits for a worker again, in its next turn, with `credentials` in the place of those of its input
   * for the same providers; any other stays as it is. `resumed` says which.
   */
  requestResume(
    tenant: string,
    id: string,
    credentials?: Readonly<Record<string, string | null>>,
  ): Promise<{ readonly record: OptimizationRecord; readonly resumed: boolean } | undefined>;
  /** With its candidates, events, kept answers and own keys, for good; not one that runs. Its accounts stay. */
  remove(tenant: string, id: string): Promise<'removed' | 'running' | undefined>;
  /** Calls back after each change (an event, a patch, a cancel request) by any replica; changes may be told together. */
  watch(id: string, onChange: () => void): Promise<() => void>;
}
