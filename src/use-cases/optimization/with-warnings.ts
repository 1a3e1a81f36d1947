import type { Ending } from './optimization-run.js';

/** Scores are worth no more than who gave them and what they were given for: the summary says so. */
export function withWarnings(ending: Ending, warnings: readonly string[]): Ending {
  if (warnings.length === 0) return ending;
  const { patch } = ending;
  const warned = (text: string) => [text, ...warnings].join(' ');
  return {
    ...ending,
    summary: warned(ending.summary),
    patch: {
      ...patch,
      ...(patch.result ? { result: { ...patch.result, summary: warned(patch.result.summary) } } : {}),
    },
  };
}
