/** Shorter keys are placeholders or words of ordinary text, which replacing would mangle. */
export const shortestScrubbed = 8;

/**
 * The spellings in which a sloppy upstream sends a secret back: as it is, in one case, in a URL, in JSON, in HTML, in
 * hexadecimal, and in base64 wherever in a longer text it stands. Who means to hide a key that he was sent can: spelt
 * backwards it is not looked for.
 */
export function secretForms(secret: string): readonly string[] {
  if (secret.length < shortestScrubbed) return [];
  const utf8 = Buffer.from(secret);
  const plain = utf8.length === secret.length;
  const hex = utf8.toString('hex');
  const forms = [secret, secret.toLowerCase(), secret.toUpperCase(), hex, hex.toUpperCase(), ...base64Forms(utf8)];
  if (!/^[\w.~-]+$/.test(secret)) forms.push(...urlForms(secret), ...jsonForms(secret), ...htmlForms(secret));
  // A header carries such a key as Latin-1, and whoever reads that as UTF-8 or the other way round has other bytes.
  if (!plain) forms.push(utf8.toString('latin1'), ...base64Forms(Buffer.from(secret, 'latin1')));
  return [...new Set(forms)];
}

function base64Forms(bytes: Buffer): string[] {
  const forms = [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // Only the characters that no neighbour has a part in.
    return padded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  return [...forms, ...forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}

function urlForms(secret: string): string[] {
  const usual = encodeURIComponent(secret);
  const strict = usual.replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return [usual, strict, strict.replaceAll('%20', '+'), encodeURI(secret)].flatMap((form) => [
    form,
    form.replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()),
  ]);
}

function jsonForms(secret: string): string[] {
  const usual = JSON.stringify(secret).slice(1, -1);
  const ascii = usual.replaceAll(/\P{ASCII}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [usual, ascii].flatMap((form) => [form, form.replaceAll('/', '\\/')]);
}

const entities = [
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#x27;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;' },
] as const;

const htmlForms = (secret: string): string[] =>
  entities.map((table: Readonly<Record<string, string>>) =>
    secret.replaceAll(/[&<>"']/g, (sign) => table[sign] ?? sign),
  );
