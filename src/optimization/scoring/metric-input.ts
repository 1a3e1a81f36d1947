import type { JsonObject, JsonValue } from '../../sdk/index.js';

export const metricKinds = [
  'exact-match',
  'contains',
  'regex',
  'numeric',
  'json-fields',
  'token-f1',
  'length',
  'cost',
  'composite',
  'llm-judge',
  'webhook',
  'code',
] as const;
export type MetricKind = (typeof metricKinds)[number];

export const lengthUnits = ['characters', 'words'] as const;
export type LengthUnit = (typeof lengthUnits)[number];

export interface MetricPart {
  /** More than 0; what counts is its share of all weights. */
  readonly weight: number;
  readonly metric: MetricInput;
}

/** An answer that people have graded, by which a judge is held against them. */
export interface GradedAnswer {
  readonly inputs: JsonObject;
  readonly output: string;
  readonly expected?: JsonValue;
  /** 0 to 1. */
  readonly score: number;
}

/** What makes an answer good; each kind reads only the fields that it names. */
export interface MetricInput {
  readonly kind: MetricKind;
  /** For `json-fields`: paths into the answer, such as `total`, `customer.name` or `items.0.sku`; each counts alike. */
  readonly fields?: readonly string[];
  /** For `regex`: an RE2 expression, searched for in the answer. */
  readonly pattern?: string;
  /** For `numeric` and the numbers of `json-fields`: the largest difference that still counts as right; 0 where left out. */
  readonly tolerance?: number;
  /** False where left out. */
  readonly caseSensitive?: boolean;
  /** For `length`: up to so much the score is 1, from there it falls to 0 at twice that. */
  readonly most?: number;
  /** For `length`; characters where left out. */
  readonly unit?: LengthUnit;
  /** For `cost`: US dollars; up to so much for an answer the score is 1, from there it falls to 0 at twice that. */
  readonly maxUsd?: number;
  readonly parts?: readonly MetricPart[];
  /** For `llm-judge`: what a good answer is, in words. */
  readonly rubric?: string;
  /** For `llm-judge`: the model that judges. */
  readonly judge?: string;
  /** For `llm-judge`. */
  readonly graded?: readonly GradedAnswer[];
  /** For `webhook`. */
  readonly url?: string;
  /** For `webhook`: signs what is posted. Never stored: a run holds `sealedSecret` in its place. */
  readonly secret?: string;
  /** The id under which the secret is kept for the run. */
  readonly sealedSecret?: string;
  /** For `code`: JavaScript that comes to a function of `{ inputs, expected, output }`. */
  readonly code?: string;
}
