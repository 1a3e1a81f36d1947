import type { AdaptedRequest } from '../adaptation/adapt-request.js';
import { estimateTokens } from '../adaptation/estimate-tokens.js';
import type { Adaptation, Completion } from '../sdk/index.js';
import { believableUsage } from '../usage/believable-usage.js';
import { costOf } from '../usage/call-cost.js';
import type { CallOutcome } from './call-outcome.js';
import type { CallSpec } from './call-spec.js';

/** Times what was reserved at its worst: a provider that says more has miscounted. */
const ABSURD = 10;

/** What nobody counted is taken for so much more than its estimate where a budget could be passed by it. */
const UNCOUNTED = 1.25;

/** What is kept of an answer: all that a second asker is given. */
export type PaidAnswer = Pick<CallOutcome, 'completion' | 'usage' | 'usd' | 'adaptations'>;

/** An answer with what it took, as far as that can be believed, and with what its adapter noticed. */
export function paidAnswer(
  completion: Completion,
  spec: CallSpec,
  { adaptations, estimatedInputTokens }: Pick<AdaptedRequest, 'adaptations' | 'estimatedInputTokens'>,
  reservedTokens: number,
): PaidAnswer {
  const margin = spec.job.epoch === null ? 1 : UNCOUNTED;
  const output = () => completion.choices.reduce((sum, { text }) => sum + estimateTokens(text, spec.model).tokens, 0);
  const estimate = () => ({
    inputTokens: Math.ceil(estimatedInputTokens * margin),
    outputTokens: Math.ceil(output() * margin),
  });
  const usage = believableUsage(completion.usage, estimate, reservedTokens * ABSURD);
  const reported = (completion.reports ?? []).map(({ quirk, parameter, reason, lossless }): Adaptation => ({
    parameter,
    action: 'reported',
    requested: null,
    sent: null,
    lossless,
    reason,
    quirk: `${spec.model.providerId}/${quirk}`,
  }));
  return {
    completion,
    usage,
    usd: costOf(usage, spec.model.price)?.total ?? null,
    adaptations: reported.length > 0 ? [...adaptations, ...reported] : adaptations,
  };
}
