import { reasoningEfforts, type ReasoningEffort } from '../sdk/index.js';

/** The nearest effort of those allowed; the cheaper of two as near; `none` only where nothing else is left. */
export function nearestEffort(
  effort: ReasoningEffort,
  allowed: readonly ReasoningEffort[],
): ReasoningEffort | undefined {
  if (allowed.includes(effort)) return effort;
  const place = (value: ReasoningEffort) => reasoningEfforts.indexOf(value);
  const thinking = allowed.filter((value) => value !== 'none').toSorted((a, b) => place(a) - place(b));
  let nearest: ReasoningEffort | undefined = thinking[0] ?? allowed[0];
  for (const value of thinking) {
    if (Math.abs(place(value) - place(effort)) < Math.abs(place(nearest!) - place(effort))) nearest = value;
  }
  return nearest;
}
