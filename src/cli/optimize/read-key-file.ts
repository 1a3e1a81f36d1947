import { readFileSync } from 'node:fs';
import { UsageError } from '../usage-error.js';

/** A provider's key comes from a file alone: a command line is seen by others, and an environment by every child. */
export function readKeyFile(file: string): string {
  let key: string;
  try {
    key = readFileSync(file, 'utf8').trim();
  } catch {
    throw new UsageError('The key file cannot be read: give its path, not the key, and check its permissions.');
  }
  if (key === '') throw new UsageError('The key file is empty: write the key into it.');
  return key;
}
