import 'reflect-metadata';
// Only its class is wanted: nothing is registered in the process's container, and nothing resolved from it.
// oxlint-disable-next-line no-restricted-imports
import { container as processContainer, type DependencyContainer } from 'tsyringe';
import { SDK_VERSION, type PluginHost } from '../define-provider.js';
import { CLOCK, CONFIG, LOGGER, type Clock, type Logger, type PluginConfig } from '../host-tokens.js';

const nothing = () => undefined;
const silent: Logger = { info: nothing, warn: nothing, error: nothing };

/** Lends what a server lends: a logger, silent where left out, the clock, and the version of the SDK. */
export function auditHost(logger = silent): PluginHost {
  const container = new (processContainer.constructor as new () => DependencyContainer)();
  container.registerInstance<Logger>(LOGGER, logger);
  container.registerInstance<Clock>(CLOCK, { now: () => Date.now() });
  container.registerInstance<PluginConfig>(CONFIG, { sdkVersion: SDK_VERSION });
  return { resolve: (token) => container.resolve(token as new (...args: unknown[]) => never) };
}
