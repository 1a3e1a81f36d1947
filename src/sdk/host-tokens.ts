/** Tokens under which a plugin's container offers what the host lends; `Symbol.for`, so that two copies agree. */
export const LOGGER = Symbol.for('byom.host.logger');
export const CLOCK = Symbol.for('byom.host.clock');
export const CONFIG = Symbol.for('byom.host.config');

export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What a plugin may know of the server's configuration. */
export interface PluginConfig {
  readonly sdkVersion: number;
}
