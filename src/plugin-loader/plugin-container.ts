import 'reflect-metadata';
import {
  ByomError,
  CLOCK,
  CONFIG,
  LOGGER,
  SDK_VERSION,
  type Clock,
  type Logger,
  type PluginConfig,
  type PluginHost,
} from '../sdk/index.js';
import { independentContainer } from './independent-container.js';

/** What the server lends to plugins. */
export interface Host {
  readonly logger: Logger;
  readonly clock: Clock;
}

/** One plugin's own container: it holds the host's tokens and nothing else of the server. */
export class PluginContainer implements PluginHost {
  readonly #container = independentContainer();
  readonly #made = new WeakSet<object>();

  constructor(host: Host, plugin: string) {
    const { logger, clock } = host;
    const lent: Logger = {
      info: (fields, message) => logger.info({ ...fields, plugin }, message),
      warn: (fields, message) => logger.warn({ ...fields, plugin }, message),
      error: (fields, message) => logger.error({ ...fields, plugin }, message),
    };
    this.#container.registerInstance(LOGGER, Object.freeze(lent));
    this.#container.registerInstance<Clock>(CLOCK, Object.freeze({ now: () => clock.now() }));
    this.#container.registerInstance<PluginConfig>(CONFIG, Object.freeze({ sdkVersion: SDK_VERSION }));
  }

  resolve<T>(token: symbol | (new (...args: never[]) => T)): T {
    if (typeof token !== 'function' && !this.#container.isRegistered(token)) {
      throw new ByomError(
        'PLUGIN_REJECTED',
        'The container of a plugin holds LOGGER, CLOCK and CONFIG, and nothing else of the server.',
      );
    }
    const resolved = this.#container.resolve<T>(token as new (...args: unknown[]) => T);
    if (typeof resolved === 'object' && resolved !== null) this.#made.add(resolved);
    return resolved;
  }

  /** Whether this container made an object, and so disposes it. */
  made(object: object): boolean {
    return this.#made.has(object);
  }

  async dispose(): Promise<void> {
    await this.#container.dispose();
  }
}
