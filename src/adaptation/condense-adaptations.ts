import { stringify } from 'safe-stable-stringify';
import type { Adaptation, CompletionRequest, JsonValue, ParameterName } from '../sdk/index.js';

/**
 * One report for each changed value, from what was asked to what is sent, however many rules had a hand in it; none
 * where they undid one another. Steps taken with messages are each told, in their order.
 */
export function condenseAdaptations(
  steps: readonly Adaptation[],
  asked: CompletionRequest,
  sent: CompletionRequest,
): readonly Adaptation[] {
  if (steps.length < 2) return steps;
  const condensed = new Map<string | Adaptation, Adaptation>();
  for (const step of steps) {
    const field = fieldOf(step);
    if (field === undefined) {
      condensed.set(step, step);
      continue;
    }
    const before = condensed.get(field);
    condensed.set(field, before === undefined ? step : joined(before, step));
  }
  for (const [field, step] of condensed) {
    if (typeof field !== 'string' || isTrue(step, field, asked, sent)) continue;
    const told = retold(step, field, asked, sent);
    if (told === undefined) condensed.delete(field);
    else condensed.set(field, told);
  }
  return [...condensed.values()];
}

const budgetField = 'reasoningBudget';

/** The value that a step changed; undefined for steps that stand for themselves. */
function fieldOf({ parameter, action, sent }: Adaptation): string | undefined {
  if (parameter === 'messages' || action === 'reported' || action === 'renamed') return undefined;
  return typeof sent === 'object' && sent !== null && budgetField in sent ? budgetField : parameter;
}

function joined(first: Adaptation, last: Adaptation): Adaptation {
  const { requested } = first;
  const action = requested === null ? 'inserted' : last.action === 'inserted' ? 'converted' : last.action;
  return { ...last, action, requested, lossless: requested === null || (first.lossless && last.lossless) };
}

function valueOf(request: CompletionRequest, field: string): JsonValue {
  const value =
    field in request ? request[field as keyof CompletionRequest] : request.parameters[field as ParameterName];
  return (value ?? null) as JsonValue;
}

/** Whatever their prototypes: values that came over GraphQL have none. */
const isSame = (one: JsonValue, other: JsonValue): boolean => one === other || stringify(one) === stringify(other);

function isTrue(step: Adaptation, field: string, asked: CompletionRequest, sent: CompletionRequest): boolean {
  return (
    field !== budgetField &&
    step.requested === valueOf(asked, field) &&
    step.sent === valueOf(sent, field) &&
    !isSame(step.requested, step.sent)
  );
}

function retold(
  step: Adaptation,
  field: string,
  asked: CompletionRequest,
  sent: CompletionRequest,
): Adaptation | undefined {
  const [from, to] = [valueOf(asked, field), valueOf(sent, field)];
  if (isSame(from, to)) return undefined;
  if (field !== budgetField) return { ...step, requested: from, sent: to };
  return to === null
    ? undefined
    : { ...step, requested: asked.parameters.reasoningEffort ?? null, sent: { reasoningBudget: to } };
}
