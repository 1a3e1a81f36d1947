import { readJson } from '../read-json.js';

export interface Verdict {
  /** 0 to 1. */
  readonly score: number;
  readonly reason: string;
}

const MOST_REASON = 600;
/** What some models say to themselves first. */
const thinking = /^\s*<think>[^]*?<\/think>/;

/** A judge's reply; undefined where it is not `{ score: 0..1, reason }`, wrapped or not. */
export function readVerdict(text: string): Verdict | undefined {
  const value = readJson(text.replace(thinking, ''))?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { score: given, reason } = value as { score?: unknown; reason?: unknown };
  const score = typeof given === 'string' && /^\s*(?:0|1|[01]?\.\d+)\s*$/.test(given) ? Number(given) : given;
  if (typeof score !== 'number' || !(score >= 0 && score <= 1)) return undefined;
  return { score, reason: typeof reason === 'string' ? reason.trim().slice(0, MOST_REASON) : '' };
}
