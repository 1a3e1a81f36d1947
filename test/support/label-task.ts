import type { Example } from '../../src/datasets/dataset-store.js';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import type { Message } from '../../src/sdk/index.js';

const queues = ['billing', 'technical', 'account', 'shipping', 'sales'] as const;
const signs: Readonly<Record<(typeof queues)[number], readonly string[]>> = {
  billing: ['invoice', 'charged', 'receipt', 'vat'],
  technical: ['crash', 'error', 'freeze', 'lag'],
  account: ['password', 'login', 'email', 'locked'],
  shipping: ['parcel', 'courier', 'arrive', 'tracking'],
  sales: ['quote', 'upgrade', 'discount', 'demo'],
};
const fillers = ['hello there', 'please help', 'since monday', 'my team says', 'thanks a lot', 'again today'];

/** Messages with one tell-tale word each, whose queue follows from it. */
export function labelExamples(count: number, seed = 1): readonly Example[] {
  const random = seededRandom('labels', seed);
  return Array.from({ length: count }, (_, index) => {
    const queue = queues[index % queues.length]!;
    const word = signs[queue][random.below(4)]!;
    const words = [fillers[random.below(fillers.length)], word, fillers[random.below(fillers.length)], `case ${index}`];
    return { id: `example-${index}`, inputs: { text: words.join(' ') }, expected: queue };
  });
}

/**
 * A model with a known optimum: it knows a word's queue only where the instruction says `word means queue`, or where a
 * demonstration with that word was shown; else it guesses by the text alone. Asked for a better instruction it keeps the
 * rules that it is shown, and adds those of up to three of the failures.
 */
export function labelModel(messages: readonly Message[], sample: number): string {
  const last = messages.at(-1)!.content;
  const all = Object.values(signs).flat();
  if (last.includes('<new_instruction>')) {
    const rules = new Set(last.match(/\b[a-z]+ means [a-z]+/g) ?? []);
    const random = seededRandom('proposal', sample, last.length);
    const failures = last.split('\n').flatMap((line) => {
      const text = /"text":"([^"]+)".*"expected":"(\w+)"/.exec(line);
      const word = all.find((sign) => text?.[1]!.includes(sign));
      return word === undefined ? [] : [`${word} means ${text![2]}`];
    });
    for (const rule of random.shuffled([...new Set(failures)]).slice(0, 3)) rules.add(rule);
    return `<new_instruction>\nSort the message. ${[...rules].join('. ')}\n</new_instruction>`;
  }
  const word = all.find((sign) => last.includes(sign))!;
  const system = messages.find(({ role }) => role === 'system')?.content ?? '';
  const rule = new RegExp(`\\b${word} means (\\w+)`).exec(system)?.[1];
  if (rule !== undefined) return rule;
  for (let at = 0; at < messages.length - 1; at += 1) {
    if (messages[at]!.role === 'user' && messages[at]!.content.includes(word)) return messages[at + 1]!.content;
  }
  return queues[seededRandom('guess', last).below(queues.length)]!;
}
