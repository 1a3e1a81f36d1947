/** No secret holds this character, so it tells several fields from a key alone, as the first records hold it. */
const several = '\u0000';

/** A credential's secret fields as one plaintext: the key as it is where there is nothing else. */
export function writeSecretRecord(secrets: Readonly<Record<string, string>>): Buffer {
  const { apiKey, ...others } = secrets;
  const alone = apiKey !== undefined && Object.keys(others).length === 0;
  return Buffer.from(alone ? apiKey : several + JSON.stringify(secrets), 'utf8');
}

export function readSecretRecord(plaintext: Buffer): Readonly<Record<string, string>> {
  const text = plaintext.toString('utf8');
  return text.startsWith(several) ? (JSON.parse(text.slice(1)) as Record<string, string>) : { apiKey: text };
}
