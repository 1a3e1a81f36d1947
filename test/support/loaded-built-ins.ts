import path from 'node:path';
import { loadPlugins } from '../../src/plugin-loader/load-plugins.js';
import type { LoadedProvider, ProviderRegistry } from '../../src/plugin-loader/provider-registry.js';

const builtInDirectory = path.resolve(import.meta.dirname, '../../plugins');
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Our own plugins, as the server loads them; whoever asks for them disposes of them. */
export const loadBuiltIns = (): Promise<ProviderRegistry> =>
  loadPlugins({ builtInDirectory, packages: [], packageRoot: builtInDirectory, host: { logger, clock: Date } });

const key = 'sk-canary-0123456789abcdefghijklmnop';

/** The least that each of them takes for a credential. */
export function credentialFor({ credentialFields }: LoadedProvider['definition']) {
  const needed = credentialFields.filter(({ name, required }) => required && name !== 'apiKey');
  const fields = Object.fromEntries(needed.map(({ name, secret }) => [name, secret ? `${key}-${name}` : 'us-east-1']));
  return { fields, ...(credentialFields.some(({ name }) => name === 'apiKey') && { apiKey: key }) };
}
