import type { JsonValue } from './json.js';

export const adaptationActions = [
  'clamped',
  'renamed',
  'dropped',
  'converted',
  'merged',
  'moved',
  'inserted',
  'truncated',
  'reported',
] as const;
export type AdaptationAction = (typeof adaptationActions)[number];

/** The record of one change that a rule made to a request (`reported` changes nothing and tells something). */
export interface Adaptation {
  /** A uniform parameter's name, or `messages`, `responseFormat`, `tools`, `toolChoice`. */
  readonly parameter: string;
  readonly action: AdaptationAction;
  readonly requested: JsonValue;
  readonly sent: JsonValue;
  /** True where meaning is kept (renamed, moved, merged); false where something asked for is not had. */
  readonly lossless: boolean;
  readonly reason: string;
  /** `provider/name` of the quirk that made it necessary. */
  readonly quirk?: string;
}
