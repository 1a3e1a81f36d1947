import { isDeepStrictEqual } from 'node:util';
import {
  ByomError,
  type Adaptation,
  type CompletionRequest,
  type IdentifiedQuirk,
  type ResolvedModel,
} from '../sdk/index.js';
import { adaptationPlan } from './adaptation-plan.js';
import { conditionHolds } from './condition-holds.js';
import { condenseAdaptations } from './condense-adaptations.js';
import { fitContextWindow, type WindowOutcome } from './fit-context-window.js';
import type { AdaptationPolicy } from './policy.js';

export interface AdaptedRequest {
  /** The very request that was given where nothing had to change. */
  readonly request: CompletionRequest;
  readonly adaptations: readonly Adaptation[];
  readonly estimatedInputTokens: number;
  readonly fits: boolean;
}

/** Rules only ever narrow a request, so a few rounds settle it; those of quirks that contradict each other take more. */
const mostRounds = 40;

/**
 * Turns a uniform request into one that the model takes, and tells every change. Pure: the given request is untouched.
 * UNSUPPORTED_FEATURE where nothing helps, UNSUPPORTED_PARAMETER where a loss is rejected, CONTEXT_WINDOW_EXCEEDED
 * where it does not fit.
 */
export function adaptRequest(
  request: CompletionRequest,
  model: ResolvedModel,
  policy: AdaptationPolicy,
): AdaptedRequest {
  const plan = adaptationPlan(model);
  const steps: Adaptation[] = [];
  const inserted = new Set<string>();
  let current = request;
  let windowed: WindowOutcome | undefined;
  let fitted: CompletionRequest | undefined;
  for (let round = 0; round < mostRounds; round += 1) {
    const before = current;
    for (const { quirk, rule, when } of plan.changing) {
      if (when !== undefined && !conditionHolds(when, current)) continue;
      const outcome = rule(current, quirk, model);
      if (outcome === undefined || isRepeated(quirk, current, inserted)) continue;
      current = outcome.request;
      steps.push(...outcome.adaptations);
    }
    if (current !== before) continue;
    // What was dropped and had to be put in again, such as a first turn, has no room.
    const isBack = fitted !== undefined && isDeepStrictEqual(fitted.messages, current.messages);
    windowed = fitContextWindow(current, model, isBack ? { ...policy, onOverflow: 'reject' } : policy);
    steps.push(...windowed.adaptations);
    if (windowed.request === current) break;
    fitted = current;
    current = windowed.request;
  }
  for (const { quirk, rule, when } of plan.finishing) {
    if (when !== undefined && !conditionHolds(when, current)) continue;
    const outcome = rule(current, quirk, model);
    if (outcome === undefined) continue;
    current = outcome.request;
    steps.push(...outcome.adaptations);
  }
  const adaptations = condenseAdaptations(steps, request, current);
  // Of a model whose quirks contradict each other to the end.
  windowed ??= fitContextWindow(current, model, { ...policy, onOverflow: 'reject' });
  if (policy.onUnsupported === 'reject') rejectLosses(adaptations);
  const changed = adaptations.some(({ action }) => action !== 'reported');
  return {
    request: changed ? current : request,
    adaptations,
    estimatedInputTokens: windowed.tokens,
    fits: windowed.fits,
  };
}

/** What was put in and taken out again by a contradicting quirk stays out, unless other parameters or messages changed since. */
function isRepeated(
  quirk: IdentifiedQuirk,
  { parameters, messages }: CompletionRequest,
  inserted: Set<string>,
): boolean {
  if (quirk.kind !== 'required-parameter' && quirk.kind !== 'default-parameter') return false;
  const others = { ...parameters, [quirk.parameter]: undefined };
  const insertion = `${quirk.id} ${messages.length} ${JSON.stringify(others)}`;
  if (inserted.has(insertion)) return true;
  inserted.add(insertion);
  return false;
}

function rejectLosses(adaptations: readonly Adaptation[]): void {
  const losses = adaptations.filter(({ action, lossless }) => !lossless && action !== 'reported');
  if (losses.length === 0) return;
  const parameters = [...new Set(losses.map(({ parameter }) => parameter))].join(', ');
  throw new ByomError(
    'UNSUPPORTED_PARAMETER',
    `The model does not take this as asked: ${parameters}. Change it, or let onUnsupported adapt.`,
    {
      details: { adaptations: losses.map(({ parameter, action, reason }) => ({ parameter, action, reason })) },
    },
  );
}
