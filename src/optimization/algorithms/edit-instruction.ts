/** One change to an instruction, and why. */
export interface Edit {
  readonly add?: string;
  readonly remove?: string;
  readonly replace?: string;
  readonly with?: string;
  readonly reason?: string;
}

/** The guidelines of an instruction: its lines, and the sentences of those that have several. */
export const guidelinesOf = (instruction: string): readonly string[] =>
  instruction
    .split('\n')
    .flatMap((line) => line.split(/(?<=[.!?])\s+(?=[\p{Lu}"'`([*-])/u))
    .map((text) => text.trim())
    .filter((text) => text !== '');

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The guideline's place as it stands in the instruction, whatever the spacing and punctuation it was quoted with. */
function find(instruction: string, quoted: string): string | undefined {
  if (quoted.trim() === '') return undefined;
  if (instruction.includes(quoted.trim())) return quoted.trim();
  const found = guidelinesOf(instruction).find((guideline) => plain(guideline) === plain(quoted));
  return found?.replace(/^[-*•]\s+/, '');
}

/** Adds a guideline as a line of its own, unless it is there already. */
export function withGuideline(instruction: string, text: string): string {
  const known = guidelinesOf(instruction).map(plain);
  if (plain(text) === '' || known.includes(plain(text))) return instruction;
  const bullet = /^\s*[-*•] /.test(instruction.split('\n').at(-1) ?? '') && !/^\s*[-*•] /.test(text) ? '- ' : '';
  return `${instruction.trimEnd()}\n${bullet}${text.trim()}`;
}

/** Makes the edits one by one; what quotes nothing that is there is added where it says something new, else left out. */
export function editInstruction(instruction: string, edits: readonly Edit[]): string {
  return edits.reduce((text, edit) => {
    if (edit.remove !== undefined) {
      const found = find(text, edit.remove);
      return found === undefined
        ? text
        : text.replace(found, () => '').replace(/\n[ \t]*(?:[-*•][ \t]*)?(?=\n|$)/g, '');
    }
    if (edit.replace !== undefined && edit.with !== undefined) {
      const found = find(text, edit.replace);
      return found === undefined ? withGuideline(text, edit.with) : text.replace(found, () => edit.with!.trim());
    }
    return edit.add === undefined ? text : withGuideline(text, edit.add);
  }, instruction);
}

/** What a child says that its parent does not. */
export function additions(parent: string, child: string): readonly string[] {
  const known = new Set(guidelinesOf(parent).map(plain));
  return guidelinesOf(child).filter((guideline) => !known.has(plain(guideline)));
}
