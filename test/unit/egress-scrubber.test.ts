import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FormMatcher } from '../../src/egress/form-matcher.js';
import { SecretScrubber } from '../../src/egress/secret-scrubber.js';

const key = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_+/=&%"\\'.split('')), minLength: 17, maxLength: 60 });
const around = fc.string({ maxLength: 40 });
const html = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const lowerPercents = (text: string) => text.replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase());
/** As upstreams spell what they send back. */
const forms: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in small letters': (text) => text.toLowerCase(),
  'in capitals': (text) => text.toUpperCase(),
  'percent-encoded': encodeURIComponent,
  'percent-encoded in small letters': (text) => lowerPercents(encodeURIComponent(text)),
  'percent-encoded as a URL': encodeURI,
  'as a form sends it': (text) => new URLSearchParams({ k: text }).toString().slice(2),
  'in JSON': (text) => JSON.stringify(text).slice(1, -1),
  'in JSON with escaped slashes': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'in HTML': html,
  'in hexadecimal': (text) => Buffer.from(text).toString('hex'),
  'in capital hexadecimal': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'in base64 after one byte': (text) => Buffer.from(`:${text}`).toString('base64'),
  'in base64 after two bytes': (text) => Buffer.from(`a:${text}`).toString('base64'),
  'in base64 within more': (text) => Buffer.from(`Bearer ${text} and more`).toString('base64'),
};

const sharedLength = (form: string, text: string): number => {
  let length = 0;
  while (length < form.length && form[length] === text[length]) length++;
  return length;
};

describe('the scrubber', () => {
  it.each(Object.entries(forms))('lets no key through, whole or cut anywhere: %s', (_, form) => {
    fc.assert(
      fc.property(
        key,
        around,
        around,
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (secret, before, after, cuts) => {
          const shown = form(secret);
          const data = Buffer.from(`${before}${shown}${after}`);
          const scrubber = new SecretScrubber([secret]);
          const stream = scrubber.stream();
          const texts = scrubber.textStream();
          const pieces: Buffer[] = [];
          let text = '';
          for (let at = 0; at < data.length;) {
            const size = cuts.next().value!;
            pieces.push(stream.push(data.subarray(at, at + size)));
            at += size;
          }
          for (const sign of data.toString()) text += texts.push(sign);
          const results = [
            scrubber.scrub(data).toString(),
            scrubber.scrubText(data.toString()),
            Buffer.concat([...pieces, stream.end()]).toString(),
            text + texts.end(),
          ];
          for (const result of results) {
            expect(result).toContain('[redacted]');
            // But for what a neighbour has a part in.
            expect(result).not.toContain(shown.slice(4, -4));
            expect(result).not.toContain(secret);
          }
          // However it was cut.
          expect(new Set(results).size).toBe(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('finds a key of other letters as UTF-8 and as Latin-1, which a header carries', () => {
    const secret = 'sk-£üÿ-0123456789';
    const scrubber = new SecretScrubber([secret]);
    for (const encoding of ['utf8', 'latin1'] as const) {
      const clean = scrubber.scrub(Buffer.from(`<${secret}>`, encoding)).toString('latin1');
      expect(clean).toBe('<[redacted]>');
    }
    expect(scrubber.scrubText(Buffer.from(secret).toString('latin1'))).toBe('[redacted]');
    expect(scrubber.scrubText('sk-\\u00a3\\u00fc\\u00ff-0123456789')).toBe('[redacted]');
  });

  it('shows at most the lesser half of a long key that was cut off', () => {
    const secret = 'sk-proj-0123456789abcdefghijklmnopqrstuvwxyz';
    const scrubber = new SecretScrubber([secret]);
    for (let length = secret.length / 2; length <= secret.length; length++) {
      const clean = scrubber.scrubText(`Incorrect key: ${secret.slice(0, length)}... `);
      expect(clean).toBe('Incorrect key: [redacted]... ');
    }
    expect(scrubber.scrubText('sk-proj-0123 is how it begins')).toBe('sk-proj-0123 is how it begins');
  });

  it('looks for no key that is shorter than eight characters, since words are', () => {
    expect(new SecretScrubber(['EMPTY', 'ollama1']).scrubText('EMPTY ollama1')).toBe('EMPTY ollama1');
    expect(new SecretScrubber(['eight888']).scrubText('eight888')).toBe('[redacted]');
  });

  it('takes time that grows with the text alone, however often the key is in it', () => {
    const secret = 'sk-test-0123456789abcdef';
    const scrubber = new SecretScrubber([secret]);
    const started = performance.now();
    const clean = scrubber.scrub(Buffer.from(secret.repeat(200_000)));
    expect(clean.length).toBe('[redacted]'.length * 200_000);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('takes no more of it for a key and an answer that were made up to be slow', () => {
    const many = 1 << 21;
    for (const [secret, answer] of [
      [`ab${'a'.repeat(4_094)}`, 'a'.repeat(many)],
      [`${'a'.repeat(4_000)}${'b'.repeat(96)}`, `${'a'.repeat(1_900)}c`.repeat(many / 1_900)],
      [`${'ab'.repeat(2_000)}c`, `${'ab'.repeat(900)}a`.repeat(many / 1_801)],
    ] as const) {
      const scrubber = new SecretScrubber([secret]);
      const started = performance.now();
      expect(scrubber.scrubText(answer)).toBe(answer);
      expect(scrubber.scrub(Buffer.from(answer)).toString()).toBe(answer);
      const stream = scrubber.textStream();
      for (let at = 0; at < 1 << 18; at += 4_096) stream.push(answer.slice(at, at + 4_096));
      expect(performance.now() - started).toBeLessThan(500);
    }
  });

  it('finds what a plain search finds, where forms begin anew within themselves', () => {
    const pattern = fc
      .tuple(
        fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 }),
        fc.constantFrom('', 'b', 'aab'),
      )
      .map(([unit, end]) => unit.repeat(70).slice(0, 70 - end.length) + end);
    const forms = fc.array(pattern, { minLength: 1, maxLength: 3 });
    const pieces = fc.array(fc.tuple(fc.nat(2), fc.nat(70), fc.constantFrom('', 'a', 'b', 'ab')), { maxLength: 6 });
    fc.assert(
      fc.property(forms, pieces, fc.boolean(), (texts, parts, cutOff) => {
        const text = parts.map(([which, most, end]) => texts[which % texts.length]!.slice(0, most) + end).join('');
        const least = cutOff ? 35 : 70;
        let plain = '';
        for (let at = 0; at < text.length;) {
          const reach = Math.max(...texts.map((form) => sharedLength(form, text.slice(at))));
          plain += reach >= least ? '[redacted]' : text[at];
          at += reach >= least ? reach : 1;
        }
        const matcher = new FormMatcher(texts, { cutOff });
        expect(matcher.replace(text)).toBe(plain);
        const stream = matcher.stream();
        const told = parts.map(([which, most, end]) => stream.push(texts[which % texts.length]!.slice(0, most) + end));
        expect(told.join('') + stream.end()).toBe(plain);
      }),
      { numRuns: 500 },
    );
  });

  it('finds a key in base64 wherever it stands in what was encoded', () => {
    const secret = 'sk-test-0123456789abcdef';
    for (const before of ['', 'a', 'ab', 'abc', 'Bearer ']) {
      const encoded = Buffer.from(`${before}${secret} and more`).toString('base64');
      const scrubbed = new SecretScrubber([secret]).scrubText(encoded);
      expect(scrubbed).toContain('[redacted]');
      expect(Buffer.from(scrubbed.replace('[redacted]', ''), 'base64').toString()).not.toContain(secret.slice(4, -4));
    }
  });

  it('changes nothing that holds no key, in whatever pieces it comes, and holds nothing back at a line’s end', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        const stream = new SecretScrubber(['sk-test-0123456789abcdef']).stream();
        const out = texts.map((text) => stream.push(Buffer.from(text)));
        expect(Buffer.concat([...out, stream.end()]).toString()).toBe(
          texts.map((text) => Buffer.from(text).toString()).join(''),
        );
      }),
    );
    const stream = new SecretScrubber(['sk-test-0123456789abcdef']).stream();
    expect(stream.push(Buffer.from('data: {}\n\n')).toString()).toBe('data: {}\n\n');
  });
});
