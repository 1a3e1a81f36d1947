import { gql, GraphQLClient } from 'graphql-request';
import { apiFailure } from '../api-failure.js';
import type { ServerAccess } from '../server-access.js';
import { say, table } from '../terminal.js';

interface Reloaded {
  readonly reloadPlugins: readonly {
    readonly location: string;
    readonly id: string | null;
    readonly outcome: 'LOADED' | 'REPLACED' | 'REFUSED';
    readonly version: string | null;
    readonly reason: string | null;
    readonly loadedVersions: number;
  }[];
}

const reloadMutation = gql`
  mutation ($provider: ID) {
    reloadPlugins(provider: $provider) {
      location
      id
      outcome
      version
      reason
      loadedVersions
    }
  }
`;

/** Has a running server take up plugins again; 1 where one of them was refused. */
export async function reloadPlugins({ url, token }: ServerAccess, provider: string | undefined): Promise<number> {
  const client = new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } });
  let reloaded: Reloaded['reloadPlugins'];
  try {
    ({ reloadPlugins: reloaded } = await client.request<Reloaded>(reloadMutation, { provider }));
  } catch (error) {
    throw apiFailure(error);
  }
  const rows = reloaded.map(({ id, location, outcome, version, loadedVersions, reason }) => [
    id ?? '',
    outcome.toLowerCase(),
    version ?? '',
    loadedVersions,
    reason ?? location,
  ]);
  say(rows.length === 0 ? 'The server has no directory and no packages with plugins.' : table(header, rows));
  return reloaded.some(({ outcome }) => outcome === 'REFUSED') ? 1 : 0;
}

const header = ['provider', 'outcome', 'version', 'versions in memory', 'from, or why not'];
