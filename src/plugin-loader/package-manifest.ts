import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const mostBytes = 1024 * 1024;

const manifest = z.looseObject({
  version: z.string().optional(),
  type: z.string().optional(),
  main: z.string().optional(),
  exports: z.unknown().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
});
export type PackageManifest = z.infer<typeof manifest>;

/** A folder's package.json; undefined where there is none. Throws where it is not one. */
export async function packageManifest(folder: string): Promise<PackageManifest | undefined> {
  const file = path.join(folder, 'package.json');
  let text: string;
  try {
    const found = await stat(file);
    if (!found.isFile()) return undefined;
    text = found.size > mostBytes ? '' : await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return manifest.parse(JSON.parse(text));
  } catch {
    throw new Error('Its package.json cannot be read.');
  }
}
