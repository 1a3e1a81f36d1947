/** A message taken apart: what to do, and what to do it with. */
export interface SplitMessage {
  readonly instructions: string;
  readonly input: string;
}

/** `Label: value`, the label at most four words. */
export const labelledLine = /^\s*(?:[*_#>]+\s*)?([A-Za-z][\w-]*(?: [\w-]+){0,3})(?:[*_]+)?\s*:(?:[*_]+)?[ \t]*(.*)$/;
const instructionHead =
  /^(?:allowed|labels?|categor|class(?:es)?\b|options?|intents?|choices|possible|valid|rules?|guidelines?|guidance|format|output format|notes?|hints?|instructions?|tasks?|examples?|important|answer with|reply with|remember)/i;
const taskVerb =
  /\b(?:classif\w+|categori[sz]e|answer|decide|label|extract|reply|respond|assign|choose|which|what|sort|return|compute|calculate|find|identify|determine|given|read)\b/i;

function taggedInput(text: string): SplitMessage | undefined {
  const blocks = [...text.matchAll(/<([a-z][\w-]*)>\s*([\s\S]*?)\s*<\/\1>/gi)];
  const last = blocks.at(-1);
  if (last === undefined) return undefined;
  return { instructions: text.replace(last[0], '\n'), input: last[2] ?? '' };
}

function labelledInput(text: string, mayBeAllInput: boolean): SplitMessage | undefined {
  const lines = text.trimEnd().split('\n');
  // A last line such as `Category:` only cues the answer.
  while (lines.length > 1 && /:\s*$/.test(lines.at(-1) ?? '') && labelledLine.test(lines.at(-1) ?? '')) lines.pop();
  let start = lines.length;
  for (let at = lines.length - 1; at >= 0; at--) {
    const match = labelledLine.exec(lines[at] ?? '');
    if (match === null) continue;
    if (instructionHead.test(match[1] ?? '')) break;
    if (/^\s*[-*\d]/.test(lines[at] ?? '')) break;
    if (at < lines.length - 1 && start < lines.length && lines.slice(at + 1, start).some((line) => line.trim() === ''))
      break;
    start = at;
  }
  if (start === lines.length) {
    return lines.length < text.trimEnd().split('\n').length ? splitInput(lines.join('\n'), mayBeAllInput) : undefined;
  }
  const before = lines.slice(0, start).join('\n');
  if (before.trim() !== '' && mayBeAllInput && !taskVerb.test(before)) return undefined;
  const fields = lines.slice(start);
  const single = fields.filter((line) => labelledLine.test(line)).length === 1;
  const [first = '', ...rest] = fields;
  const value = single ? [labelledLine.exec(first)?.[2] ?? '', ...rest].join('\n') : fields.join('\n');
  return { instructions: before, input: value.trim() };
}

/** Finds the input in a message: in a tag, behind a label, in quotes, in the last paragraph, or after the first colon. */
export function splitInput(text: string, mayBeAllInput: boolean): SplitMessage {
  const found = taggedInput(text) ?? labelledInput(text, mayBeAllInput);
  if (found !== undefined) return found;
  if (mayBeAllInput && !(/\n\s*\n/.test(text) && taskVerb.test(text.split(/\n\s*\n/)[0] ?? ''))) {
    return { instructions: '', input: text.trim() };
  }
  const paragraphs = text.trim().split(/\n\s*\n/);
  if (paragraphs.length > 1) {
    return { instructions: paragraphs.slice(0, -1).join('\n\n'), input: paragraphs.at(-1) ?? '' };
  }
  const quoted = /["“]([^"”]{8,})["”]\s*\.?\s*$/.exec(text) ?? /^[^:\n]{4,160}:\s*\n?([\s\S]+)$/.exec(text);
  if (quoted !== null) return { instructions: text.replace(quoted[1] ?? '', ''), input: (quoted[1] ?? '').trim() };
  return { instructions: text, input: text.trim() };
}
