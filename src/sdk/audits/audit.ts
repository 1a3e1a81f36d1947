import type { AuditedPlugin } from './audited-plugin.js';

/** One promise of a plugin; `run` rejects where it is broken. */
export interface Audit {
  readonly name: string;
  readonly run: (this: void, plugin: AuditedPlugin) => void | Promise<void>;
}
