import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** A credential as a customer gives it: made up, and found again wherever it should not be. */
export interface Canary {
  readonly shape: string;
  readonly provider: string;
  readonly apiKey?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** What must not be found. */
  readonly secrets: readonly string[];
  /** Where the server is to refuse it: no header can carry it. */
  readonly refused: boolean;
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const from = (alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
const word = (length: number) => from(letters, length);
const base64 = (bytes: number) => randomBytes(bytes).toString('base64');
const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const pemLine = () => `-----BEGIN PRIVATE KEY-----\n${base64(48)}\n${base64(48)}\n-----END PRIVATE KEY-----`;

/** One key in `apiKey`, by what its shape is called. */
const keys: Readonly<Record<string, () => string>> = {
  openai: () => `sk-proj-${word(48)}_${word(20)}`,
  anthropic: () => `sk-ant-api03-${word(80)}-AA`,
  groq: () => `gsk_${word(52)}`,
  google: () => `AIza${word(35)}`,
  jwt: () =>
    `${json({ alg: 'HS256', typ: 'JWT' })}.${json({ sub: word(20) })}.${randomBytes(32).toString('base64url')}`,
  uuid: () => randomUUID(),
  // With a digit: letters alone are a name, which messages repeat.
  'eight characters': () => `${word(7)}${randomInt(10)}`,
  'two hundred characters': () => word(230),
  '4 KB': () => word(4_096),
  base64: () => base64(48),
  'base64 with + and /': () => `${word(12)}+/${word(12)}/+${word(8)}==`,
  percent: () => `${word(10)}%2F%41%${word(10)}`,
  quotes: () => `${word(10)}"${word(6)}'${word(6)}\`${word(6)}`,
  backslash: () => `${word(10)}\\n${word(6)}\\u0041\\${word(6)}`,
  'replacement patterns': () => `${word(10)}$&${word(6)}$1$$${word(6)}`,
  braces: () => `${word(10)}{{${word(6)}}}{}\${${word(6)}}`,
  digits: () => from('0123456789', 24),
  'latin-1': () => `${word(10)}éß£${word(10)}ÿ${word(4)}`,
  'spaces and commas': () => `${word(10)} ${word(6)}, ${word(6)};=${word(6)}`,
  markup: () => `${word(10)}<b>${word(6)}&amp;</b>${word(6)}`,
};

/** Of several fields, or refused. */
const others: Readonly<Record<string, () => Omit<Canary, 'shape'>>> = {
  'aws key pair': () => {
    const fields = { accessKeyId: `AKIA${from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`, secretAccessKey: base64(30) };
    return {
      provider: 'bedrock',
      fields: { region: 'us-east-1', ...fields },
      secrets: Object.values(fields),
      refused: false,
    };
  },
  'aws session': () => {
    const secret = {
      accessKeyId: `ASIA${from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
      secretAccessKey: base64(30),
      sessionToken: base64(300),
    };
    return {
      provider: 'bedrock',
      fields: { region: 'us-east-1', ...secret },
      secrets: Object.values(secret),
      refused: false,
    };
  },
  azure: () => {
    const apiKey = from('0123456789abcdef', 32);
    return { provider: 'azure', apiKey, secrets: [apiKey], refused: false };
  },
  'pem of several lines': () => {
    const apiKey = pemLine();
    return { provider: 'openai', apiKey, secrets: [apiKey, ...apiKey.split('\n').slice(1, 3)], refused: true };
  },
  'line break': () => {
    const apiKey = `${word(20)}\r\nX-Injected: ${word(20)}`;
    return { provider: 'openai', apiKey, secrets: [apiKey, ...apiKey.split('\r\nX-Injected: ')], refused: true };
  },
};

export const shapes: readonly string[] = [...Object.keys(keys), ...Object.keys(others)];

/** A fresh one of a shape. */
export function makeCanary(shape: string): Canary {
  const key = keys[shape];
  if (key === undefined) return { shape, ...others[shape]!() };
  const apiKey = key();
  return { shape, provider: 'openai', apiKey, secrets: [apiKey], refused: false };
}
