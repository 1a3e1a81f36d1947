import type { LoadedProvider } from './provider-registry.js';

/** A plugin's module before anything of it has run. */
export interface FoundPlugin {
  readonly source: LoadedProvider['source'];
  /** What the operator knows it by: a folder or a package name. */
  readonly location: string;
  /** Where its files are. */
  readonly folder: string;
  /** The file of its default export. */
  readonly entry: string;
  /** Its package's version. */
  readonly version?: string;
  /** True where every file of it is one that the operator pinned, or that came with the server. */
  readonly pinned?: boolean;
}

/** Found, or the reason why there is nothing to load. */
export type Finding = FoundPlugin | { readonly location: string; readonly reason: string };
