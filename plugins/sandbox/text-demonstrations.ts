import { labelledLine } from './split-input.js';

export interface Demonstration {
  readonly input: string;
  readonly output: string;
}

const outputLabel =
  /^(?:expected |correct |gold |desired )?(?:output|answer|label|category|class|intent|response|result|reply|expected|sentiment|topic|a|completion)$/i;
const arrow = /^\s*(?:(?:[-*•]|\d+[.)])\s+)?(["“'‘])(.+?)["”'’]\s*(?:->|=>|→|:)\s*["“'‘`]?(.+?)["”'’`]?\s*$/;

/** Worked examples within a text: `Input: ..` and `Output: ..` lines, or `"text" -> answer`. */
export function textDemonstrations(text: string): {
  readonly demonstrations: readonly Demonstration[];
  /** The text without them. */
  readonly rest: string;
} {
  const demonstrations: Demonstration[] = [];
  const rest: string[] = [];
  let open: { readonly label: string; readonly lines: string[] } | undefined;
  const close = () => {
    if (open !== undefined) rest.push(...open.lines);
    open = undefined;
  };
  for (const line of text.split('\n')) {
    const shown = arrow.exec(line);
    if (shown !== null) {
      close();
      demonstrations.push({ input: shown[2] ?? '', output: shown[3] ?? '' });
      continue;
    }
    const labelled = labelledLine.exec(line);
    const label = labelled?.[1]?.trim() ?? '';
    const value = labelled?.[2]?.trim() ?? '';
    if (labelled !== null && outputLabel.test(label) && value !== '' && open !== undefined) {
      const [first = '', ...others] = open.lines;
      const input = [labelledLine.exec(first)?.[2] ?? '', ...others].join('\n').trim();
      demonstrations.push({ input, output: value.replace(/^["“`]|["”`]$/g, '') });
      open = undefined;
    } else if (labelled !== null && value !== '' && !/^\s*[-*•\d]/.test(line) && !outputLabel.test(label)) {
      if (open !== undefined && /^(?:input|text|question|q|message|query)$/i.test(label)) close();
      if (open === undefined) open = { label, lines: [line] };
      else open.lines.push(line);
    } else if (open !== undefined && line.trim() !== '' && !/^\s*(?:[-*•#]|\d+[.)])/.test(line)) {
      open.lines.push(line);
    } else {
      close();
      rest.push(line);
    }
  }
  close();
  return { demonstrations, rest: rest.join('\n') };
}
