import { seededRandom } from '../../../src/optimization/seeded-random.js';
import { messageOf, type BenchTask } from '../bench-task.js';
import { deskRules, trays } from '../tasks/sorting-desk-task.js';
import { requestReader } from './read-request.js';
import type { SimulatedModelKind } from './simulated-model.js';
import { writeReply } from './write-reply.js';

const sentence = (cue: string, tray: string) => `A note with ${cue} goes to ${tray}.`;
const written = /A note with [a-z ]+ goes to [a-z]+\./g;
const SLIP = 0.06;
/** Rules that are followed without loss; each one beyond is followed a little less. */
const SPAN = 14;

/** How good a proposer is: chances, for each failure that it is shown, to see the rule behind it and to see a wrong one. */
const INSIGHT = 0.5;
const MISTAKE = 0.12;

/** Hidden rules: an input is answered right where its rule is in the instruction, or where a demonstration shares its rule. */
export const ruleFollower: SimulatedModelKind = {
  name: 'rules',
  physics:
    'twelve hidden rules; an input is right where its rule stands in the instruction (94%) or a demonstration shares it (70%), else a guess; long instructions dilute; the proposer sees the rule behind half of the failures that it is shown, and a false one behind an eighth',
  of(task: BenchTask) {
    const read = requestReader(task);
    const ruleOf = (text: string) => deskRules.find(([cue]) => text.includes(cue));
    return {
      name: 'rules',
      draws: 1,
      answer(messages) {
        const { asked, shown, instruction } = read(messages);
        if (asked === undefined) return 'Which note?';
        const [cue, tray] = ruleOf(messageOf(asked))!;
        const random = seededRandom('rules', instruction, shown.length, messageOf(asked));
        const [attention, slip, other] = [random.next(), random.next(), random.below(trays.length)];
        const rules = instruction.match(written) ?? [];
        const followed = Math.min(1, SPAN / Math.max(1, rules.length)) * (1 - SLIP);
        const stated = rules.findLast((rule) => rule.includes(`with ${cue} goes`));
        if (stated !== undefined && attention < followed) return /(\w+)\.$/.exec(stated)![1]!;
        const like = shown.filter((example) => messageOf(example).includes(cue)).length;
        return slip < 1 - 0.3 ** Math.min(like, 2) ? tray : trays[other]!;
      },
      propose(messages, draw) {
        const request = messages.map(({ content }) => content).join('\n');
        const random = seededRandom('rules proposal', draw, request);
        const before = [...new Set(request.match(written) ?? [])];
        const kept = new Map(before.map((rule) => [/with (.+) goes/.exec(rule)![1]!, rule]));
        for (const cue of kept.keys()) if (random.next() < 0.02) kept.delete(cue);
        for (const example of task.train) {
          if (!request.includes(messageOf(example))) continue;
          const [cue, tray] = ruleOf(messageOf(example))!;
          const [luck, wrong] = [random.next(), trays[random.below(trays.length)]!];
          if (luck < INSIGHT) kept.set(cue, sentence(cue, tray));
          else if (luck < INSIGHT + MISTAKE) kept.set(cue, sentence(cue, wrong));
        }
        return writeReply(request, task.prompt.system ?? '', before, [...kept.values()]);
      },
    };
  },
};
