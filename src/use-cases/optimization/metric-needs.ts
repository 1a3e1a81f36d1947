import type { EndpointPolicy } from '../../egress/endpoint-policy.js';
import type { MetricInput } from '../../optimization/scoring/metric-input.js';
import { mapMetricParts, metricParts } from '../../optimization/scoring/metric-parts.js';
import { ByomError } from '../../sdk/index.js';
import type { FindModel, FoundModel } from '../find-model.js';

export interface MetricNeedsDeps {
  readonly findModel: FindModel;
  readonly endpoints: Pick<EndpointPolicy, 'check'>;
}

/**
 * What a compiled metric needs of others: the models that judge. Fails where a webhook may not be called, or where the
 * cost of an answer cannot be known.
 */
export async function metricNeeds(
  metric: MetricInput,
  models: readonly FoundModel[],
  { findModel, endpoints }: MetricNeedsDeps,
): Promise<readonly FoundModel[]> {
  const parts = metricParts(metric);
  const unpriced = models.find(({ model }) => model.price === undefined);
  if (unpriced !== undefined && parts.some(({ kind }) => kind === 'cost')) {
    throw new ByomError(
      'BAD_USER_INPUT',
      `The metric cannot score by cost: no price is known of the model \`${unpriced.model.ref}\`. Score by length instead.`,
    );
  }
  for (const { kind, url } of parts) if (kind === 'webhook') await endpoints.check(url!, "The metric's `url`");
  const refs = parts.flatMap(({ kind, judge }) => (kind === 'llm-judge' ? [judge!] : []));
  return [...new Set(refs)].map((ref) => findModel.run(ref));
}

/** The metric with each secret in its keeper's hands: only the id under which it is kept stays. */
export async function sealMetric(
  metric: MetricInput,
  seal: (url: string, secret: string) => Promise<string>,
): Promise<MetricInput> {
  const sealed = new Map<MetricInput, string>();
  for (const part of metricParts(metric)) {
    if (part.kind === 'webhook' && part.secret) sealed.set(part, await seal(part.url!, part.secret));
  }
  return mapMetricParts(metric, (part) => {
    // Whatever the kind, and whatever was given for the id: neither is ever stored as it came.
    const { secret: _secret, sealedSecret: _given, ...rest } = part;
    const sealedSecret = sealed.get(part);
    return sealedSecret === undefined ? rest : { ...rest, sealedSecret };
  });
}
