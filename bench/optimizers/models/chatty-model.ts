import { seededRandom } from '../../../src/optimization/seeded-random.js';
import { expectedOf, messageOf, type BenchTask } from '../bench-task.js';
import { requestReader } from './read-request.js';
import type { SimulatedModelKind } from './simulated-model.js';
import { writeReply } from './write-reply.js';

/** Advice with what it does to the chance of a right answer; nobody but the model knows which is which. */
const advice: readonly (readonly [string, number])[] = [
  ['Decide by what the writer asks for, not by what is mentioned in passing.', 0.09],
  ['Where two answers fit, take the one that needs the first action.', 0.07],
  ['A complaint about a person or a tone is an opinion.', 0.05],
  ['Watch for negations.', 0.04],
  ['Keep in mind who pays.', 0.02],
  ['Read carefully.', 0],
  ['Explain nothing to yourself.', -0.02],
  ['Always take the literal meaning.', -0.06],
  ['When in doubt, take the most common answer.', -0.09],
];
const form = 'Answer with the name alone: no sentence around it.';
const BASE = 0.55;
/** Share of answers that come inside a sentence: untold, and told. */
const TALKATIVE = { untold: 0.45, told: 0.04 };
const DEMONSTRATION = { gain: 0.012, most: 12 };

/** Temperature 1: every call draws anew, and untold of the form it often wraps the answer into a sentence. */
export const chattyModel: SimulatedModelKind = {
  name: 'chatty',
  physics:
    'temperature 1: the same request gets another answer on each call; 45% of the answers come inside a sentence (and fail) until the prompt demands the form or shows it by demonstrations; nine pieces of advice move its accuracy by -9 to +9 points; a demonstration brings 1.2, up to 12 of them',
  of(task: BenchTask) {
    const read = requestReader(task);
    const all = [...task.train, ...task.validation, ...task.test];
    const labels = [...new Set(all.map(expectedOf))].toSorted();
    return {
      name: 'chatty',
      draws: 4,
      answer(messages, draw) {
        const { asked, shown, instruction } = read(messages);
        if (asked === undefined) return 'Which message?';
        const random = seededRandom('chatty', draw, instruction, shown.length, messageOf(asked));
        const hardness = (seededRandom('hardness', messageOf(asked)).next() - 0.5) * 0.6;
        const told = instruction.includes(form) || shown.length >= 3;
        const gain = advice.reduce((sum, [text, value]) => sum + (instruction.includes(text) ? value : 0), 0);
        const able = BASE + gain + DEMONSTRATION.gain * Math.min(DEMONSTRATION.most, shown.length) - hardness;
        const answer = random.next() < able ? expectedOf(asked) : labels[random.below(labels.length)]!;
        return random.next() < TALKATIVE[told ? 'told' : 'untold'] ? `I would say that it is ${answer}.` : answer;
      },
      propose(messages, draw) {
        const request = messages.map(({ content }) => content).join('\n');
        const random = seededRandom('chatty proposal', draw, request);
        const shown = [...task.train, ...task.validation].filter((example) => request.includes(messageOf(example)));
        const chance = Math.min(0.3, 0.04 * shown.length);
        const seesForm = request.includes('I would say that') && random.next() < 0.5;
        const kept = advice
          .map(([text]) => text)
          .filter((text) => {
            const luck = random.next();
            return request.includes(text) ? luck < 0.93 : luck < chance;
          });
        const formed = request.includes(form) || seesForm ? [form] : [];
        const before = [...advice.map(([text]) => text), form].filter((text) => request.includes(text));
        return writeReply(request, task.prompt.system ?? '', before, [...kept, ...formed]);
      },
    };
  },
};
