const MOST = 12_000;

const tagged =
  /<(?:new_|improved_)?(?:instruction|prompt)>\s*([\s\S]*?)\s*<\/(?:new_|improved_)?(?:instruction|prompt)>/gi;
const fenced = /```[\w-]*\n([\s\S]*?)```/;

/** The `{{variables}}` that an instruction must keep, and those that a text has. */
export interface InstructionVariables {
  readonly keep: readonly string[];
  /** To be kept word for word. */
  readonly phrases?: readonly string[];
  of(text: string): readonly string[];
}

/**
 * An instruction fit to be used: variables and phrases that it lost are put back at its end, and braces around what is no variable
 * are halved. Undefined where nothing usable is left.
 */
export function mendInstruction(instruction: string, variables: InstructionVariables): string | undefined {
  const text = instruction
    .replaceAll('\u0000', '')
    .replace(/<\/?(?:current_|new_|improved_)?instruction>/gi, '')
    .replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, name: string) => (variables.keep.includes(name) ? whole : `{${name}}`))
    .trim();
  if (text === '' || text.length > MOST) return undefined;
  const present = variables.of(text);
  const lost = variables.keep.filter((name) => !present.includes(name));
  const missing = [
    ...(variables.phrases ?? []).filter((phrase) => !text.includes(phrase)),
    ...lost.map((name) => `${name}: {{${name}}}`),
  ];
  return missing.length === 0 ? text : `${text}\n\n${missing.join('\n')}`;
}

/** The instruction in a proposer's answer: what the last tag holds, else the first fence, else the whole answer. */
export function readInstruction(reply: string): string {
  const found = [...reply.matchAll(tagged)].at(-1)?.[1] ?? fenced.exec(reply)?.[1] ?? reply;
  return fenced.exec(found)?.[0].length === found.length ? fenced.exec(found)![1]! : found;
}
