import { say, table } from '../terminal.js';
import { UsageError } from '../usage-error.js';
import { accessCommand, given, type AccessAction } from './access-command.js';
import { createTokenMutation, revokeTokenMutation, tokensQuery, type TokenRow } from './access-documents.js';
import { tokenHelp } from './token-help.js';

const known = new Set(['READ', 'RUN', 'CREDENTIALS', 'ADMIN', 'OPERATOR']);

function scopesIn(text: string | undefined): readonly string[] {
  const scopes = (text ?? '')
    .toUpperCase()
    .split(/[\s,]+/)
    .filter((scope) => scope !== '');
  if (scopes.length === 0 || scopes.some((scope) => !known.has(scope))) {
    throw new UsageError('--scopes takes a list of read, run, credentials and admin, separated by commas.');
  }
  return scopes;
}

function dateIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new UsageError('--expires takes a date such as 2027-01-31.');
  return date.toISOString();
}

const actions: Readonly<Record<string, AccessAction>> = {
  list: async (client, _, { tenant }) => {
    const { tokens } = await client.request<{ readonly tokens: readonly TokenRow[] }>(tokensQuery, { tenant });
    const state = ({ revokedAt, expiresAt }: TokenRow) =>
      revokedAt !== null ? `revoked ${revokedAt}` : expiresAt === null ? 'valid' : `until ${expiresAt}`;
    say(
      table(
        ['id', 'name', 'prefix', 'scopes', 'state', 'last used'],
        tokens.map((one) => [
          one.id,
          one.name,
          one.prefix,
          one.scopes.join(',').toLowerCase(),
          state(one),
          one.lastUsedAt ?? 'never',
        ]),
      ),
    );
  },
  create: async (client, name, { scopes, expires, tenant }) => {
    const input = {
      name: given(name, "the token's name"),
      scopes: scopesIn(scopes),
      expiresAt: dateIn(expires),
      tenant,
    };
    const { createToken } = await client.request<{
      readonly createToken: { readonly token: string; readonly accessToken: TokenRow };
    }>(createTokenMutation, { input });
    say(`Token ${createToken.accessToken.id}, shown this once:\n${createToken.token}`);
  },
  revoke: async (client, id, { tenant }) => {
    await client.request(revokeTokenMutation, { id: given(id, "the token's id: `byom token list` shows it"), tenant });
    say('Revoked.');
  },
};

/** `byom token ACTION`. */
export const tokenCommand = (args: readonly string[]): Promise<number> =>
  accessCommand('token', tokenHelp, actions, args);
