import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './usage-error.js';

export interface ServerAccess {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  readonly token: string;
}

/** For `parseArgs`, in every command that talks to a running server. */
export const serverOptions = {
  url: { type: 'string' },
  token: { type: 'string' },
  'token-file': { type: 'string' },
} as const;

export const serverOptionsHelp = `  --url URL           the server (default http://127.0.0.1:4000)
  --token-file FILE   holds your token (default: the file \`token\` in BYOM_DATA_DIR, or in ./.byom)
  --token TOKEN       the token itself; others on this machine can see it there`;

function tokenIn(file: string): string {
  try {
    const token = readFileSync(file, 'utf8').trim();
    if (token !== '') return token;
  } catch {
    // Told below.
  }
  throw new UsageError('There is no token to be read: give the path of its file, not the token, with --token-file.');
}

export function serverAccess(values: {
  readonly url?: string;
  readonly token?: string;
  readonly 'token-file'?: string;
}): ServerAccess {
  const given = values.url ?? 'http://127.0.0.1:4000';
  if (!URL.canParse(given)) throw new UsageError('--url takes an address such as http://127.0.0.1:4000.');
  const url = new URL(given);
  if (url.pathname === '/') url.pathname = '/graphql';
  const file = values['token-file'] ?? path.join(process.env['BYOM_DATA_DIR'] ?? './.byom', 'token');
  return { url: url.href, token: values.token ?? tokenIn(file) };
}
