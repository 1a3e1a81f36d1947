import { FormMatcher } from './form-matcher.js';
import { secretForms } from './secret-forms.js';

/** Replaces secrets, in the forms in which an upstream may send them back, in what an upstream sends. */
export class SecretScrubber {
  readonly #inText: FormMatcher;
  readonly #inBytes: FormMatcher;

  constructor(secrets: readonly string[]) {
    // A bearer key is given twice: as the secret, and as what was derived of it.
    const forms = [...new Set(secrets)].flatMap(secretForms);
    this.#inText = new FormMatcher(forms, { cutOff: true });
    // As text of one character a byte. Whole ones alone: the rest of a half may stand in the next event of a stream.
    this.#inBytes = new FormMatcher([...forms.map((form) => Buffer.from(form).toString('latin1')), ...forms]);
  }

  scrub(data: Buffer): Buffer {
    const text = data.toString('latin1');
    const clean = this.#inBytes.replace(text);
    return clean === text ? data : Buffer.from(clean, 'latin1');
  }

  scrubText(text: string): string {
    return this.#inText.replace(text);
  }

  /** For a text that comes in pieces: holds back an end that may be the beginning of a secret. */
  textStream(): { push(piece: string): string; end(): string } {
    return this.#inText.stream();
  }

  /** The same for a body. */
  stream(): { push(chunk: Buffer): Buffer; end(): Buffer } {
    const stream = this.#inBytes.stream();
    return {
      push: (chunk) => {
        const text = chunk.toString('latin1');
        const clean = stream.push(text);
        return clean === text ? chunk : Buffer.from(clean, 'latin1');
      },
      end: () => Buffer.from(stream.end(), 'latin1'),
    };
  }
}
