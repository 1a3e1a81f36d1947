// Only its class is wanted: nothing is registered in the process's container, and nothing resolved from it.
// oxlint-disable-next-line no-restricted-imports
import { container as processContainer, type DependencyContainer } from 'tsyringe';

/**
 * A container without a parent. `createChildContainer` makes none: a child asks its parent for what it lacks, and every
 * class marked `@singleton()` or `@registry()` anywhere registers itself in the process's container, where plugins
 * would find each other's. tsyringe exports no constructor, so it is taken from the one container that it exports.
 */
export function independentContainer(): DependencyContainer {
  const Container = processContainer.constructor as new () => DependencyContainer;
  return new Container();
}
