const replacement = Buffer.from('[redacted]');
/** Shorter keys are words of ordinary text, which replacing would mangle. */
const shortestScrubbed = 8;

/** Replaces secrets, in the forms in which an upstream may send them back, in what an upstream sends. */
export class SecretScrubber {
  readonly #forms: readonly Buffer[];

  constructor(secrets: readonly string[]) {
    const forms = secrets.filter(({ length }) => length >= shortestScrubbed).flatMap(formsOf);
    // The longest first, so that no secret that begins another leaves the other's end behind.
    this.#forms = [...new Set(forms)].toSorted((a, b) => b.length - a.length).map((form) => Buffer.from(form));
  }

  scrub(data: Buffer): Buffer {
    let scrubbed = data;
    for (const form of this.#forms) {
      for (let at = scrubbed.indexOf(form); at >= 0; at = scrubbed.indexOf(form, at + replacement.length)) {
        scrubbed = Buffer.concat([scrubbed.subarray(0, at), replacement, scrubbed.subarray(at + form.length)]);
      }
    }
    return scrubbed;
  }

  scrubText(text: string): string {
    const scrubbed = this.#forms.reduce((rest, form) => rest.replaceAll(form.toString(), '[redacted]'), text);
    return scrubbed;
  }

  /** For a body that comes in pieces: holds back an end that may be the beginning of a secret. */
  stream(): { push(chunk: Buffer): Buffer; end(): Buffer } {
    let held: Buffer = Buffer.alloc(0);
    return {
      push: (chunk) => {
        const data = this.scrub(held.length > 0 ? Buffer.concat([held, chunk]) : chunk);
        const keep = this.#heldBack(data);
        held = keep > 0 ? Buffer.from(data.subarray(data.length - keep)) : Buffer.alloc(0);
        return keep > 0 ? data.subarray(0, data.length - keep) : data;
      },
      end: () => held,
    };
  }

  /** Length of the longest end of `data` that begins one of the forms. */
  #heldBack(data: Buffer): number {
    let longest = 0;
    for (const form of this.#forms) {
      let at = data.indexOf(form[0]!, Math.max(0, data.length - form.length + 1));
      for (; at >= 0; at = data.indexOf(form[0]!, at + 1)) {
        const length = data.length - at;
        if (data.compare(form, 0, length, at) === 0) {
          longest = Math.max(longest, length);
          break;
        }
      }
    }
    return longest;
  }
}

/** As it is, in a URL, in JSON, in hexadecimal, and in base64 wherever in a longer text it stands. */
function formsOf(secret: string): string[] {
  const base64 = [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString('base64');
    // Only the characters that no neighbour has a part in.
    const first = Math.ceil((shift * 8) / 6);
    return padded.slice(first, Math.floor(((shift + Buffer.byteLength(secret)) * 8) / 6));
  });
  const urlSafe = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  const json = JSON.stringify(secret).slice(1, -1);
  const hex = Buffer.from(secret).toString('hex');
  return [...new Set([secret, encodeURIComponent(secret), json, hex, ...base64, ...urlSafe])];
}
