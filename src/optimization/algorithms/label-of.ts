import type { SearchExample } from './search.js';

/** Short answers are taken for labels; undefined for long ones and where there is none. */
export function labelOf(example: SearchExample): string | undefined {
  if (example.expected === undefined) return undefined;
  const text = typeof example.expected === 'string' ? example.expected : JSON.stringify(example.expected);
  return text.length <= 60 ? text : undefined;
}

/** One of each label in turn, keeping the order within a label; labels in the order in which they first come. */
export function spreadOverLabels(examples: readonly SearchExample[]): SearchExample[] {
  const byLabel = new Map<string, SearchExample[]>();
  for (const example of examples) {
    const label = labelOf(example) ?? example.id;
    byLabel.set(label, [...(byLabel.get(label) ?? []), example]);
  }
  const queues = [...byLabel.values()];
  const spread: SearchExample[] = [];
  for (let round = 0; spread.length < examples.length; round += 1) {
    for (const queue of queues) if (queue[round] !== undefined) spread.push(queue[round]!);
  }
  return spread;
}
