import 'reflect-metadata';
// Only its class is wanted: nothing is registered in the process's container, and nothing resolved from it.
// oxlint-disable-next-line no-restricted-imports
import { container as processContainer, type DependencyContainer } from 'tsyringe';
import { SDK_VERSION, type PluginHost } from '../define-provider.js';
import { CLOCK, CONFIG, LOGGER, type Clock, type Logger, type PluginConfig } from '../host-tokens.js';

/** Lends what a server lends: a logger that says nothing, the clock, and the version of the SDK. */
export function auditHost(): PluginHost {
  const container = new (processContainer.constructor as new () => DependencyContainer)();
  const silent = () => undefined;
  container.registerInstance<Logger>(LOGGER, { info: silent, warn: silent, error: silent });
  container.registerInstance<Clock>(CLOCK, { now: () => Date.now() });
  container.registerInstance<PluginConfig>(CONFIG, { sdkVersion: SDK_VERSION });
  return { resolve: (token) => container.resolve(token as new (...args: unknown[]) => never) };
}
