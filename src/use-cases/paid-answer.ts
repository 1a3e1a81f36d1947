import type { AdaptedRequest } from '../adaptation/adapt-request.js';
import { estimateTokens } from '../adaptation/estimate-tokens.js';
import type { Adaptation, Completion } from '../sdk/index.js';
import { believableUsage } from '../usage/believable-usage.js';
import { costOf } from '../usage/call-cost.js';
import type { CallOutcome } from './call-outcome.js';
import type { CallSpec } from './call-spec.js';

/**
 * Times what was reserved at its worst: a provider that says more has miscounted. Beyond that, what some add to every
 * request of their own, and what a picture was seen to be billed for.
 */
const ABSURD = { times: 10, added: 4_000, picture: 100_000, context: 1_000_000 };
/** Times the longest answer that was asked for. */
const OVERLONG = 2;
/** No token stands for so many characters on an average: a provider that counts fewer looks cheaper than it is. */
const CHARACTERS = 40;
/** The share of an estimate below which a count of the request is none; estimates of short ones say little. */
const SHORT = { share: 1 / 20, from: 200 };

/** What nobody counted is taken for so much more than its estimate where a budget could be passed by it. */
const UNCOUNTED = 1.25;

/** What is kept of an answer: all that a second asker is given. */
export type PaidAnswer = Pick<CallOutcome, 'completion' | 'usage' | 'usd' | 'adaptations'>;

/** An answer with what it took, as far as that can be believed, and with what its adapter noticed. */
export function paidAnswer(
  completion: Completion,
  spec: CallSpec,
  { request, adaptations, estimatedInputTokens }: Omit<AdaptedRequest, 'fits'>,
  reservedTokens: number,
): PaidAnswer {
  const margin = spec.job.epoch === null ? 1 : UNCOUNTED;
  const said = completion.choices.map(allOf);
  const output = () => said.reduce((sum, text) => sum + estimateTokens(text, spec.model).tokens, 0);
  const estimate = () => ({
    inputTokens: Math.ceil(estimatedInputTokens * margin),
    outputTokens: Math.ceil(output() * margin),
  });
  const { maxOutputTokens = Infinity, n } = request.parameters;
  // Options of the provider's own may bring in a context that it keeps.
  const brought = request.providerOptions === undefined ? 0 : (spec.model.contextWindow ?? ABSURD.context);
  const pictures = request.messages.reduce((sum, { images = [] }) => sum + images.length, 0);
  const usage = believableUsage(completion.usage, estimate, {
    atMost: reservedTokens * ABSURD.times + ABSURD.added + pictures * ABSURD.picture + brought,
    leastInput: estimatedInputTokens < SHORT.from ? 1 : estimatedInputTokens * SHORT.share,
    leastOutput: said.reduce((sum, { length }) => sum + Math.floor(length / CHARACTERS), 0),
    mostOutput: maxOutputTokens * (n ?? 1) * OVERLONG,
  });
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

/** Everything of a choice that a provider counts as output. */
function allOf({ text, reasoning = '', toolCalls }: Completion['choices'][number]): string {
  return toolCalls.reduce((all, { name, arguments: given }) => all + name + JSON.stringify(given), text + reasoning);
}
