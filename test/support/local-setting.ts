import { normalizeDefinition } from '../../src/plugin-loader/normalize-definition.js';
import type { LoadedProvider } from '../../src/plugin-loader/provider-registry.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';
import { startLocalServer, type LocalRoutes } from './local-server.js';
import { callerNamed, spendingWith } from './spending.js';

const closing: (() => Promise<unknown>)[] = [];

/** Ends what a test began; for `afterEach`. */
export async function closeLocalSettings(): Promise<void> {
  for (const close of closing.splice(0)) await close();
}

const connected = (definition: ProviderDefinition): LoadedProvider => {
  const adapter = definition.connect({ resolve: () => undefined as never });
  return { definition: normalizeDefinition(definition, '1.0.0'), source: 'built-in', location: 'test', adapter };
};

/** A plugin of ours, and a server that it is pointed to by one of the addresses that people know. */
export async function startLocalSetting(definition: ProviderDefinition, routes: LocalRoutes, path = '') {
  const server = await startLocalServer(routes);
  let now = Date.parse('2026-11-23T12:00:00Z');
  const spending = spendingWith([connected(definition)], { clock: { now: () => now } });
  closing.push(
    () => spending.egress.close(),
    () => server.close(),
  );
  const caller = callerNamed('tenant-1');
  await spending.addCredential.run(caller, { provider: definition.id, baseUrl: server.origin + path, name: 'mine' });
  return {
    server,
    pass: (ms: number) => (now += ms),
    show: (model: string) => spending.showModel.run(caller, `${definition.id}/${model}`),
    ask: (model: string, input: object = {}) =>
      spending.generate.run(caller, {
        model: `${definition.id}/${model}`,
        messages: [{ role: 'user', content: 'Say hello.' }],
        ...input,
      }),
  };
}

export const manyWords = (count: number) => [{ role: 'user', content: 'word '.repeat(count) }];
/** The quirks by whose rules or adapters something was told. */
export const told = ({ adaptations }: { readonly adaptations: readonly { readonly quirk?: string }[] }) =>
  adaptations.map(({ quirk }) => quirk);
