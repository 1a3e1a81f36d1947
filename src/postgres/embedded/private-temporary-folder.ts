import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canEnter, giveTo, type ServerIdentity } from './server-identity.js';

/**
 * A short folder under the system's temporary one, the same at each start for the same data. One that somebody else put
 * there first is not used. `/tmp` serves where the system's own is too long for a socket or shut to `visitor`.
 */
export function privateTemporaryFolder(
  prefix: string,
  of: string,
  mode: number,
  owner: ServerIdentity,
  visitor = owner,
): string {
  const base = Buffer.byteLength(tmpdir()) > 60 || !canEnter(visitor, tmpdir()) ? '/tmp' : tmpdir();
  const folder = join(base, `${prefix}${createHash('sha256').update(of).digest('hex').slice(0, 16)}`);
  try {
    mkdirSync(folder, { mode });
    giveTo(owner, folder);
    return folder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = lstatSync(folder);
  const ours = found.isDirectory() && found.uid === (owner.uid ?? process.getuid?.()) && (found.mode & 0o022) === 0;
  if (ours) return folder;
  const fresh = mkdtempSync(join(base, prefix));
  giveTo(owner, fresh);
  return fresh;
}
