export interface Needle {
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** Below this a piece is no key any more, and chance would find it. */
const shortest = 8;

/** The forms in which a secret may turn up: as it is, cut in half, and in whatever a program writes text in. */
export function needlesOf(secret: string): readonly Needle[] {
  const utf8 = Buffer.from(secret);
  const latin1 = Buffer.from(secret, 'latin1');
  const json = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(secret);
  const half = Math.ceil(secret.length / 2);
  const texts: Readonly<Record<string, string>> = {
    exact: secret,
    'JSON string': json,
    'JSON string in JSON': JSON.stringify(json).slice(1, -1),
    'JSON escapes': escaped(secret, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
    percent,
    'percent in lower case': percent.replaceAll(/%[0-9A-F]{2}/g, (one) => one.toLowerCase()),
    'every byte in percent': [...utf8].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    form: new URLSearchParams([['', secret]]).toString().slice(1),
    'doubled quotes': secret.replaceAll("'", "''"),
    'doubled backslashes': secret.replaceAll('\\', '\\\\'),
    'escaped single quotes': secret.replaceAll('\\', '\\\\').replaceAll("'", "\\'"),
    HTML: secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    hex: utf8.toString('hex'),
    'hex in upper case': utf8.toString('hex').toUpperCase(),
    'hex with spaces': utf8.toString('hex').replaceAll(/(..)(?=.)/g, '$1 '),
    'hex of latin-1': latin1.toString('hex'),
    reversed: Array.from(secret).toReversed().join(''),
    ...(half >= shortest + 2 && { 'first half': secret.slice(0, half), 'second half': secret.slice(-half) }),
  };
  const binary = {
    'latin-1': latin1,
    'UTF-16LE': Buffer.from(secret, 'utf16le'),
    'UTF-16BE': Buffer.from(secret, 'utf16le').swap16(),
  };
  const found = new Map<string, Needle>();
  const add = (encoding: string, bytes: Buffer) => {
    const id = bytes.toString('latin1');
    if (bytes.length >= shortest && !found.has(id)) found.set(id, { encoding, bytes });
  };
  for (const [encoding, text] of Object.entries(texts)) add(encoding, Buffer.from(text));
  for (const [encoding, bytes] of Object.entries(binary)) add(encoding, bytes);
  for (const bytes of [utf8, latin1]) {
    for (const shift of [0, 1, 2]) {
      const form = base64At(bytes, shift);
      add(`base64 at ${shift}`, Buffer.from(form));
      add(`base64url at ${shift}`, Buffer.from(form.replaceAll('+', '-').replaceAll('/', '_')));
    }
  }
  return [...found.values()];
}

const escaped = (text: string, form: (code: number) => string) =>
  Array.from(text, (character) => form(character.charCodeAt(0))).join('');

/** The characters that no neighbour has a part in, where it stands `shift` bytes behind a multiple of three. */
function base64At(bytes: Buffer, shift: number): string {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  return padded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}
