import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyPlugin } from './copy-plugin.js';
import type { FoundPlugin } from './found-plugin.js';

/** Copies of plugins with all that they depend on, which nobody else writes to, each in a folder of its own. */
export class PluginCopies {
  #folder: Promise<string> | undefined;
  #copies = 0;

  async make(found: FoundPlugin): Promise<FoundPlugin> {
    const folder = path.join(await this.#place(), String((this.#copies += 1)));
    await copyPlugin(found.folder, folder);
    return { ...found, folder, entry: path.join(folder, path.relative(found.folder, found.entry)) };
  }

  remove({ folder }: FoundPlugin): Promise<void> {
    return rm(folder, { recursive: true, force: true });
  }

  /** What was loaded from them is in memory. */
  async dispose(): Promise<void> {
    if (this.#folder !== undefined) await rm(await this.#folder, { recursive: true, force: true });
  }

  /** Readable and writable by this user alone. */
  #place(): Promise<string> {
    return (this.#folder ??= mkdtemp(path.join(tmpdir(), 'byom-plugin-versions-')));
  }
}
