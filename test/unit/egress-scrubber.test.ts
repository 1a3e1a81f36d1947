import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SecretScrubber } from '../../src/egress/secret-scrubber.js';

const key = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_+/=&%"\\'.split('')), minLength: 8, maxLength: 60 });
const around = fc.string({ maxLength: 40 });
const forms: ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  (text) => JSON.stringify(text),
  (text) => Buffer.from(text).toString('hex'),
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('base64url'),
];

describe('the scrubber', () => {
  it('lets no form of a key through, whole or in pieces', () => {
    fc.assert(
      fc.property(
        key,
        around,
        around,
        fc.constantFrom(...forms),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (secret, before, after, form, cuts) => {
          const shown = form(secret);
          const data = Buffer.from(`${before}${shown}${after}`);
          const scrubber = new SecretScrubber([secret]);
          expect(scrubber.scrub(data).includes(secret)).toBe(false);
          expect(scrubber.scrubText(data.toString())).not.toContain(secret);
          const stream = scrubber.stream();
          const pieces: Buffer[] = [];
          for (let at = 0; at < data.length;) {
            const size = cuts.next().value!;
            pieces.push(stream.push(data.subarray(at, at + size)));
            at += size;
          }
          const whole = Buffer.concat([...pieces, stream.end()]).toString();
          expect(whole).not.toContain(secret);
          expect(whole).toContain('[redacted]');
        },
      ),
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
