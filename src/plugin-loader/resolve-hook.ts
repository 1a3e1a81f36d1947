import type { InitializeHook, ResolveHook } from 'node:module';

/** Runs on Node's thread for module hooks, which shares no memory with the server: hence the hand-over at its start. */
let hostModules: ReadonlyMap<string, string> = new Map();

export const initialize: InitializeHook<Readonly<Record<string, string>>> = (urls) => {
  hostModules = new Map(Object.entries(urls));
};

/** Gives every plugin the host's own copy of what it shares with the host, whatever lies beside the plugin. */
export const resolve: ResolveHook = (specifier, context, nextResolve) => {
  const url = hostModules.get(specifier);
  return url === undefined ? nextResolve(specifier, context) : { url, format: undefined, shortCircuit: true };
};
