const replacement = '[redacted]';

interface Form {
  readonly text: string;
  /** Its beginning, by which it is found: one that was cut off is redacted as far as it goes. */
  readonly head: string;
}

/** Finds given forms in text, from left to right and the longest first, in time that grows with the text alone. */
export class FormMatcher {
  readonly #forms: readonly Form[];

  /** `cutOff`: also where only the better half of a long one is there, the end being cut off. */
  constructor(forms: readonly string[], { cutOff = false }: { readonly cutOff?: boolean } = {}) {
    this.#forms = [...new Set(forms)].map((text) => ({ text, head: cutOff ? headOf(text) : text }));
  }

  replace(text: string): string {
    const { clean } = this.#scan(text, text.length);
    return clean;
  }

  /** For text that comes in pieces: an end that may be the beginning of a form is held back. */
  stream(): { push(piece: string): string; end(): string } {
    let held = '';
    return {
      push: (piece) => {
        const text = held + piece;
        const { clean, rest } = this.#scan(text, this.#opening(text, 0));
        held = rest;
        return clean;
      },
      end: () => {
        const clean = this.replace(held);
        held = '';
        return clean;
      },
    };
  }

  /** Replaces what begins before `until`; gives back unread what stands from there on. */
  #scan(text: string, until: number): { readonly clean: string; readonly rest: string } {
    const next = this.#forms.map(({ head }) => text.indexOf(head));
    const parts: string[] = [];
    let at = 0;
    for (;;) {
      let [start, end] = [until, -1];
      for (let index = 0; index < next.length; index++) {
        const { text: form, head } = this.#forms[index]!;
        if (next[index]! >= 0 && next[index]! < at) next[index] = text.indexOf(head, at);
        const found = next[index]!;
        if (found < 0 || found > start || found >= until) continue;
        const reach = found + commonLength(form, head.length, text, found);
        if (found < start || reach > end) [start, end] = [found, reach];
      }
      if (end < 0) break;
      parts.push(text.slice(at, start), replacement);
      at = end;
      if (at > until) until = this.#opening(text, at);
    }
    if (at === 0 && until === text.length) return { clean: text, rest: '' };
    return { clean: parts.join('') + text.slice(at, until), rest: text.slice(until) };
  }

  /** Where the longest end of the text, from `from` on, begins that may go on to be one of the forms. */
  #opening(text: string, from: number): number {
    let opening = text.length;
    for (const { text: form } of this.#forms) {
      const first = form[0]!;
      let at = text.indexOf(first, Math.max(from, text.length - form.length + 1));
      for (; at >= 0 && at < opening; at = text.indexOf(first, at + 1)) {
        if (form.startsWith(text.slice(at))) opening = at;
      }
    }
    return opening;
  }
}

const headOf = (text: string): string =>
  text.length < 32 ? text : text.slice(0, Math.max(16, Math.ceil(text.length / 2)));

function commonLength(form: string, known: number, text: string, at: number): number {
  let length = known;
  while (length < form.length && text[at + length] === form[length]) length++;
  return length;
}
