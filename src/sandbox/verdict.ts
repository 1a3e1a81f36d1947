import type { JsonObject } from '../sdk/index.js';

/** What the code is asked. */
export interface Question {
  readonly n: number;
  readonly code: string;
  /** Milliseconds of processor time that it may take. */
  readonly cpuMs: number;
  /** Handed to the function; without it the code is only looked at. */
  readonly body?: JsonObject;
}

/** Why there is no score. */
export const faults = ['timeout', 'memory', 'syntax', 'no-function', 'threw', 'no-score'] as const;
export type Fault = (typeof faults)[number];

/** What the child says; `fault` holds nothing that the code could have put into words. */
export type Verdict =
  | { readonly n: number; readonly score?: number; readonly feedback?: string }
  | {
      readonly n: number;
      readonly fault: Fault;
      /** The kind of error that was thrown, or of what was returned. */
      readonly kind?: string;
      readonly line?: number;
      readonly column?: number;
      /** The child ends after it. */
      readonly last?: boolean;
    };

const isPlace = (value: unknown) => value === undefined || (Number.isSafeInteger(value) && (value as number) > 0);
const isKind = (value: unknown) =>
  value === undefined || (typeof value === 'string' && /^[A-Za-z\d ]{1,40}$/.test(value));

/** What a child said, as far as it can be a verdict; undefined where it cannot. */
export function readVerdict(said: unknown): Verdict | undefined {
  if (typeof said !== 'object' || said === null) return undefined;
  const { n, score, feedback, fault, kind, line, column, last } = said as Record<string, unknown>;
  if (!Number.isSafeInteger(n)) return undefined;
  if (fault !== undefined) {
    const known = faults.includes(fault as Fault) && isKind(kind) && isPlace(line) && isPlace(column);
    return known ? ({ n, fault, kind, line, column, last: last === true } as Verdict) : undefined;
  }
  if (score !== undefined && !(typeof score === 'number' && score >= 0 && score <= 1)) return undefined;
  if (feedback !== undefined && typeof feedback !== 'string') return undefined;
  return { n, score, feedback } as Verdict;
}
