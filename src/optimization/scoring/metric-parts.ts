import type { MetricInput } from './metric-input.js';

/** A checked metric and everything it is made of, itself first. */
export function metricParts(metric: MetricInput): readonly MetricInput[] {
  const parts = metric.kind === 'composite' ? (metric.parts ?? []) : [];
  return [metric, ...parts.flatMap((part) => metricParts(part.metric))];
}

/** The same metric with each of its parts, itself included, changed. */
export function mapMetricParts(metric: MetricInput, change: (part: MetricInput) => MetricInput): MetricInput {
  const { parts, ...rest } = change(metric);
  const changed = parts?.map(({ weight, metric: part }) => ({ weight, metric: mapMetricParts(part, change) }));
  return changed ? { ...rest, parts: changed } : rest;
}
