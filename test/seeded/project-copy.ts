import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Edit, SeededFault } from './seeded-fault.js';

/** What is compiled is there for children that run it, and is without faults. */
const left = new Set(['node_modules', '.git', 'dist/test', 'dist/bench', 'dist/.tsbuildinfo']);

/** The sources in a folder of their own, where faults may be put in and taken out. */
export class ProjectCopy {
  private constructor(readonly folder: string) {}

  static async of(root: string): Promise<ProjectCopy> {
    const folder = await mkdtemp(path.join(tmpdir(), 'byom-seeded-'));
    await cp(root, folder, {
      recursive: true,
      filter: (source) => !left.has(path.relative(root, source)),
    });
    await linkPackages(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    return new ProjectCopy(folder);
  }

  /** Does `work` while the fault is in; fails where its text does not stand in the file exactly once. */
  async with<T>({ id, edits }: SeededFault, work: () => Promise<T>): Promise<T> {
    const former = new Map<string, string>();
    try {
      for (const edit of edits) {
        const file = path.join(this.folder, edit.file);
        const text = await readFile(file, 'utf8');
        if (!former.has(file)) former.set(file, text);
        await writeFile(file, faulty(text, edit, id));
      }
      return await work();
    } finally {
      for (const [file, text] of former) await writeFile(file, text);
    }
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** Children that run a customer's code may read these by their place and no other: a link would lead to another. */
const copied = new Set(['@jitl', 'quickjs-emscripten-core']);

async function linkPackages(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of await readdir(from)) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    if (copied.has(name)) await cp(source, target, { recursive: true });
    else await symlink(source, target);
  }
}

export function faulty(text: string, { file, find, replace }: Edit, id: string): string {
  const [before, after, ...more] = text.split(find);
  if (after === undefined || more.length > 0) {
    throw new Error(
      `${id} is out of date: its text stands in ${file} ${more.length > 0 ? 'more than once' : 'no more'}.`,
    );
  }
  return before + replace + after;
}
