export interface Found {
  readonly start: number;
  readonly end: number;
}

/** Longer ones make the search of the system slow for texts that almost match. */
const longestProbe = 32;
/** Beginnings that are looked at one by one, which is quicker while they are few. */
const mostTries = 8;

/** Finds one form, or its beginning of at least so many characters, in time that grows with the text alone. */
export class FormFinder {
  private readonly probe: string;
  private readonly first: string;
  #borders: Uint32Array | undefined;

  constructor(
    readonly text: string,
    private readonly least: number,
  ) {
    this.probe = text.slice(0, Math.min(least, longestProbe));
    this.first = text[0]!;
  }

  /** The first from `from` on, as far as it goes there. */
  find(text: string, from: number): Found | undefined {
    if (text.length - from < this.least) return undefined;
    const { probe } = this;
    let start = text.indexOf(probe, from);
    let known = probe.length;
    while (start >= 0) {
      let length = known;
      while (length < this.text.length && text.charCodeAt(start + length) === this.text.charCodeAt(length)) length++;
      if (length >= this.least) return { start, end: start + length };
      // What was compared may hold another beginning; where it holds none, none of it is looked at again.
      const border = this.#borderOf(length);
      start += length - border;
      known = border;
      if (border >= probe.length) continue;
      start = text.indexOf(probe, start);
      known = probe.length;
    }
    return undefined;
  }

  /** Where the longest end of the text, from `from` on, begins that may go on to be this form. */
  opening(text: string, from: number): number {
    const { text: form, first } = this;
    let at = text.indexOf(first, Math.max(from, text.length - form.length + 1));
    for (let tries = 0; at >= 0; at = text.indexOf(first, at + 1)) {
      if (form.startsWith(text.slice(at))) return at;
      if (++tries === mostTries) return this.#openingAfter(text, at + 1);
    }
    return text.length;
  }

  #openingAfter(text: string, from: number): number {
    let length = 0;
    for (let at = from; at < text.length; at++) {
      while (length > 0 && this.text[length] !== text[at]) length = this.#borderOf(length);
      if (this.text[length] === text[at]) length++;
    }
    return text.length - length;
  }

  /** How much of its first `length` characters stands at their own end as well. */
  #borderOf(length: number): number {
    this.#borders ??= bordersOf(this.text);
    return this.#borders[length]!;
  }
}

function bordersOf(text: string): Uint32Array {
  const borders = new Uint32Array(text.length + 1);
  for (let length = 2, border = 0; length <= text.length; length++) {
    while (border > 0 && text[border] !== text[length - 1]) border = borders[border]!;
    if (text[border] === text[length - 1]) border++;
    borders[length] = border;
  }
  return borders;
}
