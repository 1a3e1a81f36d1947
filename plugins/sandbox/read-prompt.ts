import type { Message } from 'byom/sdk';
import { splitInput } from './split-input.js';
import { type Demonstration, textDemonstrations } from './text-demonstrations.js';

export interface ReadPrompt {
  readonly instructions: string;
  readonly demonstrations: readonly Demonstration[];
  readonly input: string;
}

interface Frame {
  readonly prefix: string;
  readonly suffix: string;
}

/** The lines (and the label of the first that differs) which all texts share at their start and end: the template. */
function sharedFrame(texts: readonly string[]): Frame {
  const [first = '', ...others] = texts;
  let prefix = first.length;
  let suffix = first.length;
  for (const other of others) {
    let at = 0;
    while (at < prefix && first[at] === other[at]) at++;
    prefix = at;
    let end = 0;
    while (end < suffix && first.at(-1 - end) === other.at(-1 - end)) end++;
    suffix = end;
  }
  const head = first.slice(0, prefix);
  const start = Math.max(head.lastIndexOf('\n') + 1, head.lastIndexOf(': ') + 2 === 1 ? 0 : head.lastIndexOf(': ') + 2);
  const tail = suffix === 0 ? '' : first.slice(-suffix);
  const end = tail.indexOf('\n');
  return { prefix: head.slice(0, start), suffix: end === -1 ? '' : tail.slice(end) };
}

/** Takes a request apart: system messages and templates instruct, earlier turns demonstrate, the last turn asks. */
export function readPrompt(messages: readonly Message[]): ReadPrompt {
  const system = messages.filter((message) => message.role === 'system').map((message) => message.content);
  const turns = messages.filter((message) => message.role === 'user' || message.role === 'assistant');
  const lastUser = turns.findLastIndex((message) => message.role === 'user');
  const pairs: Demonstration[] = [];
  const preface: string[] = [];
  for (let at = 0; at < lastUser; at++) {
    const turn = turns[at];
    const next = turns[at + 1];
    if (turn?.role === 'user' && next?.role === 'assistant') {
      pairs.push({ input: turn.content, output: next.content });
      at++;
    } else if (turn?.role === 'user') {
      preface.push(turn.content);
    }
  }
  const asked = turns[lastUser]?.content ?? '';
  const texts = [...new Set([...pairs.map((pair) => pair.input), asked])];
  const frame = texts.length > 1 ? sharedFrame(texts) : { prefix: '', suffix: '' };
  const strip = (text: string) => text.slice(frame.prefix.length, text.length - frame.suffix.length).trim();
  const framed = frame.prefix.trim() !== '' || frame.suffix.trim() !== '';
  const hasInstructions = system.length + preface.length > 0;
  const last =
    framed || pairs.length > 0
      ? { instructions: `${frame.prefix}\n${frame.suffix}`, input: strip(asked) }
      : splitInput(asked, hasInstructions);
  const written = textDemonstrations([...system, ...preface, last.instructions].join('\n\n'));
  return {
    instructions: written.rest,
    demonstrations: [
      ...written.demonstrations,
      ...pairs.map((pair) => ({ input: strip(pair.input), output: pair.output })),
    ],
    input: last.input,
  };
}
