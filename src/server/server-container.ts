import 'reflect-metadata';
// The global container stays empty and is only the maker of this one: nothing is ever registered in it.
// oxlint-disable-next-line no-restricted-imports
import { container as empty, type DependencyContainer } from 'tsyringe';

/** The server's own container, from which resolvers get their use cases; plugins have siblings of it, never children. */
export function serverContainer(): DependencyContainer {
  return empty.createChildContainer();
}
