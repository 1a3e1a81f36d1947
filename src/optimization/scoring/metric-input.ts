export const metricKinds = ['exact-match', 'contains', 'regex', 'numeric', 'json-fields', 'token-f1'] as const;
export type MetricKind = (typeof metricKinds)[number];

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
}
