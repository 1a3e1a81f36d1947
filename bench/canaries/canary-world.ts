import { makeCanary, type Canary } from './canary-shapes.js';
import type { CanaryClient } from './canary-client.js';
import type { CanaryScanner } from './canary-scanner.js';

/** What a way to the server works with. */
export interface CanaryWorld {
  readonly client: CanaryClient;
  readonly scanner: CanaryScanner;
  /** Of the upstream that hands keys back. */
  readonly upstream: string;
}

/** One way in which a key can reach the server. */
export interface Way {
  readonly name: string;
  /** True where each shape is not needed: what is tried does not depend on it. */
  readonly once?: boolean;
  /** True where the key is to reach the upstream: else nothing would have been tried. */
  readonly reaches?: boolean;
  run(world: CanaryWorld, canary: Canary): Promise<unknown>;
}

/** A canary of its own for each way and shape, so that one that is found says by which way it came. */
export function freshCanary(scanner: CanaryScanner, way: string, shape: string): Canary {
  const canary = makeCanary(shape);
  scanner.watch(way, canary);
  return canary;
}

/** As `credential` of a call. */
export const inline = ({ provider, apiKey, fields }: Canary, { upstream }: CanaryWorld) => ({
  provider,
  ...(apiKey !== undefined && { apiKey }),
  ...(fields && { fields }),
  baseUrl: baseUrlOf(provider, upstream),
});

export const baseUrlOf = (provider: string, upstream: string): string =>
  provider === 'bedrock' ? upstream : `${upstream}/v1`;

export const modelOf = ({ provider }: Canary, manner: string): string => `${provider}/echo-${manner}`;
