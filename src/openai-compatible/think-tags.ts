const opening = '<think>';
const closing = '</think>';

export interface ThoughtAndText {
  readonly reasoning: string;
  readonly text: string;
}

/** Parts a text that begins with its reasoning between tags, however it is cut into pieces. */
export class ThinkTags {
  #state: 'start' | 'thinking' | 'between' | 'answer' = 'start';
  /** What stands before the first letter, which is part of the answer where no tag follows. */
  #blank = '';
  #kept = '';

  add(piece: string): ThoughtAndText {
    const begun = this.#state === 'start' && this.#kept === '' ? piece.trimStart() : piece;
    this.#blank += piece.slice(0, piece.length - begun.length);
    this.#kept += begun;
    let reasoning = '';
    if (this.#state === 'start') {
      if (this.#kept.length < opening.length && opening.startsWith(this.#kept)) return { reasoning, text: '' };
      this.#state = this.#kept.startsWith(opening) ? 'thinking' : 'answer';
      this.#kept = this.#state === 'thinking' ? this.#kept.slice(opening.length) : this.#blank + this.#kept;
    }
    if (this.#state === 'thinking') {
      const end = this.#kept.indexOf(closing);
      if (end < 0) return { reasoning: this.#take(this.#kept.length - begunTag(this.#kept)), text: '' };
      reasoning = this.#take(end);
      this.#take(closing.length);
      this.#state = 'between';
    }
    if (this.#state === 'between') {
      this.#kept = this.#kept.trimStart();
      if (this.#kept !== '') this.#state = 'answer';
    }
    return { reasoning, text: this.#take(this.#kept.length) };
  }

  /** What was held back until it was clear that no tag comes. */
  end(): ThoughtAndText {
    const rest = (this.#state === 'start' ? this.#blank : '') + this.#take(this.#kept.length);
    return this.#state === 'thinking' ? { reasoning: rest, text: '' } : { reasoning: '', text: rest };
  }

  #take(length: number): string {
    const taken = this.#kept.slice(0, length);
    this.#kept = this.#kept.slice(length);
    return taken;
  }
}

/** How many characters at a text's end may be the beginning of a closing tag. */
function begunTag(text: string): number {
  for (let length = Math.min(closing.length - 1, text.length); length > 0; length -= 1) {
    if (closing.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
