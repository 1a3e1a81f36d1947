import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';

/** The user that Postgres runs as; undefined ids mean our own. Postgres refuses root, so root lends it to `nobody`. */
export interface ServerIdentity {
  readonly uid?: number;
  readonly gid?: number;
}

export function serverIdentity(uid = process.getuid?.(), passwd = '/etc/passwd'): ServerIdentity {
  if (uid !== 0) return {};
  const entry = readFileSync(passwd, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  if (!entry) {
    throw new Error(
      'The embedded Postgres cannot run as root and there is no user `nobody` to run it as. Start as an ordinary user, or set DATABASE_URL.',
    );
  }
  // Darwin's nobody is -2, written as a negative number.
  return { uid: Number(entry[2]) >>> 0, gid: Number(entry[3]) >>> 0 };
}

/** Hands a path to the user that Postgres runs as. */
export function giveTo(identity: ServerIdentity, path: string): void {
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(path, identity.uid, identity.gid);
}

/** Whether that user can enter the folder: as root, a parent such as /root may shut it out. */
export function canEnter(identity: ServerIdentity, folder: string): boolean {
  if (identity.uid === undefined) return true;
  const script = 'test -x "$0"';
  return spawnSync('/bin/sh', ['-c', script, folder], { ...identity, cwd: '/', env: {}, stdio: 'ignore' }).status === 0;
}
