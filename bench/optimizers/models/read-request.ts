import type { SearchExample } from '../../../src/optimization/algorithms/search.js';
import type { Message } from '../../../src/sdk/index.js';
import { messageOf, type BenchTask } from '../bench-task.js';

export interface ReadRequest {
  /** The example that is asked; undefined where the request holds none. */
  readonly asked: SearchExample | undefined;
  /** Training examples shown before it, however they are written. */
  readonly shown: readonly SearchExample[];
  /** All but the demonstrations' and the input's text. */
  readonly instruction: string;
}

/** Reads requests to a simulated model by the examples whose text they hold, so that no contestant's layout matters. */
export function requestReader(task: BenchTask): (messages: readonly Message[]) => ReadRequest {
  const all = [...task.train, ...task.validation, ...task.test];
  const byText = new Map(all.map((example) => [messageOf(example), example]));
  const prompts = new Map<string, { readonly shown: readonly SearchExample[]; readonly instruction: string }>();
  return (messages) => {
    const last = messages.at(-1)?.content ?? '';
    const asked = byText.get(last) ?? lastWithin(last, all);
    const question = asked === undefined ? last : messageOf(asked);
    const before = `${messages
      .slice(0, -1)
      .map(({ content }) => content)
      .join('\n')}\n${last.slice(0, Math.max(0, last.lastIndexOf(question)))}`;
    let prompt = prompts.get(before);
    if (prompt === undefined) {
      const shown = task.train.filter((example) => before.includes(messageOf(example)));
      prompt = { shown, instruction: shown.reduce((text, example) => text.replaceAll(messageOf(example), ''), before) };
      prompts.set(before, prompt);
    }
    return { asked, ...prompt };
  };
}

function lastWithin(text: string, examples: readonly SearchExample[]): SearchExample | undefined {
  let best: { readonly at: number; readonly example: SearchExample } | undefined;
  for (const example of examples) {
    const at = text.lastIndexOf(messageOf(example));
    if (at > (best?.at ?? -1)) best = { at, example };
  }
  return best?.example;
}
