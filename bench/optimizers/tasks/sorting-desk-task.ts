import { seededRandom } from '../../../src/optimization/seeded-random.js';
import type { BenchTask } from '../bench-task.js';
import { splitRows, type Row } from '../split-rows.js';

/** What the desk knows and nobody told the model: which cue sends a note to which tray. */
export const deskRules = [
  ['a cracked seal', 'amber'],
  ['two signatures', 'blue'],
  ['a foreign stamp', 'green'],
  ['no return address', 'red'],
  ['a black margin', 'amber'],
  ['pencil marks', 'white'],
  ['a folded corner', 'blue'],
  ['a coffee stain', 'green'],
  ['a wax seal', 'red'],
  ['handwritten numbers', 'white'],
  ['a torn envelope', 'green'],
  ['a duplicate page', 'amber'],
] as const;

export const trays = [...new Set(deskRules.map(([, tray]) => tray))].toSorted();

const people = ['Ada', 'Bruno', 'Chidi', 'Dana', 'Emre', 'Freya', 'Goran', 'Hana'];
const places = ['the north office', 'the harbour', 'the archive', 'the court', 'a school', 'the clinic'];
const matters = ['a lease', 'a pension', 'a permit', 'an appeal', 'a refund', 'a survey', 'a licence'];

/** Notes with one cue each, among names and places that mean nothing. */
export function sortingDeskTask(): BenchTask {
  const random = seededRandom('sorting desk');
  const one = (words: readonly string[]) => words[random.below(words.length)]!;
  const rows = Array.from({ length: 400 }, (_, index): Row => {
    const [cue, expected] = deskRules[index % deskRules.length]!;
    const shape = random.below(3);
    const [who, where, what] = [one(people), one(places), one(matters)];
    const number = 1000 + index;
    const message = [
      `Note ${number}: ${who} brought ${what} from ${where}, it has ${cue}.`,
      `${who} from ${where} sends note ${number} about ${what} with ${cue}.`,
      `With ${cue}, note ${number} on ${what} came from ${where}, says ${who}.`,
    ][shape]!;
    return { message, expected };
  });
  return {
    name: 'desk',
    data: 'made up',
    prompt: {
      system: `Put the note into a tray. Answer with one of: ${trays.join(', ')}.`,
      user: '{{message}}',
      demonstrations: [],
    },
    metric: { kind: 'exact-match' },
    ...splitRows('desk', rows),
  };
}
