import { UsageError } from '../usage-error.js';

export interface FilePiece {
  readonly text: string;
  /** Of the file, from 1. */
  readonly line: number;
}

export interface CutOptions {
  /** Quotes hold line breaks together, and the first row comes alone: it is the header. */
  readonly csv?: { readonly delimiter: string };
  /** Rows that begin before this line are left out, but for the header. */
  readonly fromLine?: number;
  readonly mostRows?: number;
  readonly mostCharacters?: number;
}

const LINE_FEED = 10;
const QUOTE = 34;
const MOST_ROW_CHARACTERS = 4 * 2 ** 20;

/** Cuts a stream of text into pieces of whole rows. */
export class RowCutter {
  #text = '';
  #scanned = 0;
  /** Whole rows at the beginning of the text. */
  #rows = { count: 0, end: 0 };
  #line = 1;
  #quotes: 'none' | 'open' | 'closed' = 'none';
  #before = LINE_FEED;
  #headerDue: boolean;

  constructor(private readonly options: CutOptions = {}) {
    this.#headerDue = options.csv !== undefined;
  }

  /** The pieces that are whole now. */
  add(chunk: string): FilePiece[] {
    this.#text += chunk;
    const pieces: FilePiece[] = [];
    for (; this.#scanned < this.#text.length; this.#scanned += 1) {
      const code = this.#text.charCodeAt(this.#scanned);
      this.#quotes = this.#quotesAfter(code);
      this.#before = code;
      if (code !== LINE_FEED || this.#quotes === 'open') continue;
      this.#rows = { count: this.#rows.count + 1, end: this.#scanned + 1 };
      if (this.#isDue()) pieces.push(...this.#cut());
    }
    if (this.#text.length - this.#rows.end > MOST_ROW_CHARACTERS) {
      const line = this.#line + lineBreaks(this.#text.slice(0, this.#rows.end));
      throw new UsageError(`The row that begins in line ${line} has no end: is a quote left open?`);
    }
    return pieces;
  }

  /** What is left. */
  end(): FilePiece[] {
    this.#rows.end = this.#text.length;
    return this.#cut();
  }

  #quotesAfter(code: number): 'none' | 'open' | 'closed' {
    const { csv } = this.options;
    if (csv === undefined) return 'none';
    if (code !== QUOTE) return this.#quotes === 'open' ? 'open' : 'none';
    if (this.#quotes === 'open') return 'closed';
    const begins = this.#before === LINE_FEED || this.#before === csv.delimiter.charCodeAt(0);
    return begins || this.#quotes === 'closed' ? 'open' : 'none';
  }

  get #early(): boolean {
    return this.#line < (this.options.fromLine ?? 1);
  }

  #isDue(): boolean {
    const { mostRows = 5_000, mostCharacters = 2 ** 18 } = this.options;
    const { count, end } = this.#rows;
    if (this.#headerDue) return this.#text.slice(0, end).trim() !== '';
    return this.#early || count >= mostRows || end >= mostCharacters;
  }

  #cut(): FilePiece[] {
    const piece = { text: this.#text.slice(0, this.#rows.end), line: this.#line };
    const kept = (this.#headerDue || !this.#early) && piece.text.trim() !== '';
    this.#text = this.#text.slice(this.#rows.end);
    this.#scanned -= this.#rows.end;
    this.#rows = { count: 0, end: 0 };
    this.#line += lineBreaks(piece.text);
    this.#headerDue = false;
    return kept ? [piece] : [];
  }
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
