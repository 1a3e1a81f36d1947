import type { Answer, SearchExample } from '../../optimization/algorithms/search.js';
import type { PortBreak } from '../../optimization/optimization-store.js';

/** How much worse an answer has to be for the move to have broken it. */
const LOSS = 0.2;
const MOST_BREAKS = 100;
/** Characters of an output, and of all breaks together, that are kept. */
const OUTPUT = 2_000;
const ALL = 256_000;

/** One prompt's answers on one model, by example. */
export type Answers = ReadonlyMap<string, Answer>;

export interface Comparison {
  /** Examples that both models answered. */
  readonly compared: number;
  readonly broken: number;
  /** Worst first; not more than can be read. */
  readonly breaks: readonly PortBreak[];
}

const shown = (answer: Answer) =>
  answer.kind === 'scored' ? { output: answer.output.slice(0, OUTPUT), score: answer.score } : undefined;

/** Where the move from one model to another breaks a prompt, and whether the new prompt mends it. */
export function portBreaks(
  examples: readonly SearchExample[],
  from: Answers,
  to: Answers,
  repaired: Answers | undefined,
): Comparison {
  const both = examples.flatMap((example) => {
    const [before, after] = [from.get(example.id), to.get(example.id)];
    return before?.kind === 'scored' && after?.kind === 'scored' ? [{ example, before, after }] : [];
  });
  const broken = both
    .filter(({ before, after }) => before.score - after.score >= LOSS)
    .toSorted((a, b) => b.before.score - b.after.score - (a.before.score - a.after.score));
  let room = ALL;
  const breaks = broken.slice(0, MOST_BREAKS).flatMap(({ example, before, after }): PortBreak[] => {
    const mended = repaired?.get(example.id);
    const { id, inputs, expected } = example;
    const found: PortBreak = {
      example: id,
      inputs,
      ...(expected === undefined ? {} : { expected }),
      from: shown(before)!,
      to: shown(after)!,
      ...(mended?.kind === 'scored' ? { repaired: shown(mended)! } : {}),
    };
    room -= JSON.stringify(found).length;
    return room >= 0 ? [found] : [];
  });
  return { compared: both.length, broken: broken.length, breaks };
}
