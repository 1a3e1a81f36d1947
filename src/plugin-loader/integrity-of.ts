import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The SHA-512, as in a lock file, of the list of all files below a folder, sorted by the bytes of their paths, in the
 * words of `sha512sum`: `HASH  ./PATH` and a line break for each. Throws where something is neither file nor folder.
 */
export async function integrityOf(folder: string): Promise<string> {
  const lines = await Promise.all(
    (await filesIn(folder)).map(async (file) => {
      const content = await readFile(path.join(folder, file));
      return `${createHash('sha512').update(content).digest('hex')}  ./${file.split(path.sep).join('/')}\n`;
    }),
  );
  return `sha512-${createHash('sha512').update(lines.join('')).digest('base64')}`;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => {
      if (!entry.isFile()) throw new Error('It holds a link, or something else that is no file.');
      return path.relative(folder, path.join(entry.parentPath, entry.name));
    });
  // oxlint-disable-next-line no-control-regex
  if (files.some((file) => /[\u0000-\u001f\\]/.test(file)))
    throw new Error('A file of it has a name that cannot be listed.');
  return files.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}
