import { seededRandom } from '../../../src/optimization/seeded-random.js';
import { expectedOf, messageOf, type BenchTask } from '../bench-task.js';
import { requestReader } from './read-request.js';
import type { SimulatedModelKind } from './simulated-model.js';
import { writeReply } from './write-reply.js';

const stems = (text: string) =>
  new Set((text.toLowerCase().match(/[\p{L}]{3,}/gu) ?? []).map((word) => word.slice(0, 6)));

const advice = [
  'Read the message twice before you answer.',
  'Think about what the writer wants in the end.',
  'Prefer the most specific answer.',
  'Be exact and consistent.',
  'Do not be misled by single words.',
];

/** Demonstrations beyond so many get in each other's way. */
const SPAN = 24;

/** Demonstrations alone: the answer is that of the most alike one, weighted by how rare the shared words are. */
export const nearestNeighbour: SimulatedModelKind = {
  name: 'neighbour',
  physics:
    'the answer of the most alike demonstration, by rare shared words; without one it guesses; more than 24 are overlooked in part; nothing that an instruction says helps, and the proposer knows only platitudes',
  of(task: BenchTask) {
    const read = requestReader(task);
    const all = [...task.train, ...task.validation, ...task.test];
    const labels = [...new Set(all.map(expectedOf))].toSorted();
    const words = new Map(all.map((example) => [example.id, stems(messageOf(example))]));
    const count = new Map<string, number>();
    for (const set of words.values()) for (const word of set) count.set(word, (count.get(word) ?? 0) + 1);
    const rarity = (word: string) => Math.log(all.length / (count.get(word) ?? 1));
    return {
      name: 'neighbour',
      draws: 1,
      answer(messages) {
        const { asked, shown, instruction } = read(messages);
        if (asked === undefined) return 'Which message?';
        const random = seededRandom('neighbour', instruction, shown.length, messageOf(asked));
        const guess = labels[random.below(labels.length)]!;
        const own = words.get(asked.id)!;
        let best = { weight: 2.5, answer: guess };
        for (const example of shown) {
          if (random.next() > SPAN / shown.length) continue;
          const weight = [...words.get(example.id)!]
            .filter((word) => own.has(word))
            .reduce((sum, word) => sum + rarity(word), 0);
          if (weight > best.weight) best = { weight, answer: expectedOf(example) };
        }
        return random.next() < 0.04 ? guess : best.answer;
      },
      propose(messages, draw) {
        const request = messages.map(({ content }) => content).join('\n');
        const random = seededRandom('neighbour proposal', draw, request);
        const before = advice.filter((line) => request.includes(line));
        const after = advice.filter((line) => before.includes(line) || random.next() < 0.3);
        return writeReply(request, task.prompt.system ?? '', before, after);
      },
    };
  },
};
