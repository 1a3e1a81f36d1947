import { FormFinder } from './form-finder.js';

const replacement = '[redacted]';

/** Finds given forms in text, from left to right and the longest first, in time that grows with the text alone. */
export class FormMatcher {
  readonly #forms: readonly FormFinder[];

  /** `cutOff`: also where only the better half of a long one is there, the end being cut off. */
  constructor(forms: readonly string[], { cutOff = false }: { readonly cutOff?: boolean } = {}) {
    this.#forms = [...new Set(forms)].map((text) => new FormFinder(text, cutOff ? betterHalf(text) : text.length));
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
    const next = this.#forms.map((form) => form.find(text, 0));
    const parts: string[] = [];
    let at = 0;
    for (;;) {
      let [start, end] = [until, -1];
      for (let index = 0; index < next.length; index++) {
        let found = next[index];
        if (found !== undefined && found.start < at) next[index] = found = this.#forms[index]!.find(text, at);
        if (found === undefined || found.start > start || found.start >= until) continue;
        if (found.start < start || found.end > end) ({ start, end } = found);
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
    for (const form of this.#forms) opening = Math.min(opening, form.opening(text, from));
    return opening;
  }
}

const betterHalf = ({ length }: string): number => (length < 32 ? length : Math.max(16, Math.ceil(length / 2)));
