import type { GraphQLClient } from 'graphql-request';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../terminal.js';
import { UsageError } from '../usage-error.js';
import { accessCommand, type AccessAction } from './access-command.js';
import { keyRotationQuery, rotateKeysMutation, type KeyRotationRow } from './access-documents.js';
import { keysHelp } from './keys-help.js';

const pollMs = 300;

const lineOf = ({ kind, done, total, startedAt, finishedAt, failed, unreadable }: KeyRotationRow): string => {
  const state = failed ? 'broke off' : finishedAt === null ? 'under way' : `done at ${finishedAt}`;
  const altered = unreadable > 0 ? `; ${unreadable} stored keys cannot be opened` : '';
  return `${kind}: ${done} of ${total}, begun at ${startedAt}, ${state}${altered}`;
};

async function rotationOf(client: GraphQLClient): Promise<KeyRotationRow | null> {
  return (await client.request<{ readonly keyRotation: KeyRotationRow | null }>(keyRotationQuery)).keyRotation;
}

const actions: Readonly<Record<string, AccessAction>> = {
  status: async (client) => {
    const rotation = await rotationOf(client);
    say(rotation === null ? 'There was none since the server started.' : lineOf(rotation));
  },
  rotate: async (client, _, { data, tenant }) => {
    if (tenant !== undefined && data !== true) throw new UsageError('--tenant is for --data.');
    await client.request(rotateKeysMutation, { kind: data === true ? 'DATA' : 'KEY_ENCRYPTION', tenant });
    for (let last = ''; ; await sleep(pollMs)) {
      const rotation = (await rotationOf(client))!;
      const line = lineOf(rotation);
      if (line !== last) say(line);
      last = line;
      if (rotation.failed) throw new UsageError('It broke off; the log of the server says why. Begin it again.');
      if (rotation.finishedAt !== null) return;
    }
  },
};

/** `byom keys ACTION`. */
export const keysCommand = (args: readonly string[]): Promise<number> => accessCommand('keys', keysHelp, actions, args);
