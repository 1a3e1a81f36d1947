import type { ReasoningBudget, ReasoningEffort } from '../../sdk/index.js';
import { conditionHolds } from '../condition-holds.js';
import { nearestEffort } from '../nearest-effort.js';
import type { Rule } from '../rule.js';
import { withoutParameter } from '../without-parameter.js';

/** Thinking may take this share of the output limit, so that something is left to answer with. */
const mostOfLimit = 0.8;

/** The effort stays in the request beside the budget, since conditions of other quirks read it. */
export const reasoningBudget: Rule<ReasoningBudget> = (request, quirk, model) => {
  // Of two budgets the one declared last counts.
  const last = model.quirks.findLast(
    (other) => other.kind === 'reasoning-budget' && conditionHolds(other.when, request),
  );
  if (last !== quirk) return undefined;
  const { reasoningEffort: effort, maxOutputTokens: limit = Infinity } = request.parameters;
  const nearest =
    effort === undefined || effort === 'none'
      ? undefined
      : nearestEffort(
          effort,
          (Object.keys(quirk.budgets) as ReasoningEffort[]).filter((key) => key !== 'none'),
        );
  if (effort === undefined || nearest === undefined) {
    if (request.reasoningBudget === undefined) return undefined;
    const { reasoningBudget: _, ...rest } = request;
    return { request: rest, adaptations: [] };
  }
  if (quirk.minimum >= limit) {
    const reason = `The output limit leaves no room for the least reasoning of ${quirk.minimum} tokens.`;
    return withoutParameter(request, 'reasoningEffort', model, { reason, quirk: quirk.id });
  }
  const asked = Math.max(quirk.budgets[nearest] ?? quirk.minimum, quirk.minimum);
  const budget = Math.min(asked, Math.max(quirk.minimum, Math.floor(limit * mostOfLimit)));
  if (request.reasoningBudget === budget) return undefined;
  return {
    request: { ...request, reasoningBudget: budget },
    adaptations: [
      {
        parameter: 'reasoningEffort',
        action: 'converted',
        requested: effort,
        sent: { reasoningBudget: budget },
        lossless: budget === asked && nearest === effort,
        reason: 'The model takes a number of tokens to reason with, which count towards the output limit.',
        quirk: quirk.id,
      },
    ],
  };
};
