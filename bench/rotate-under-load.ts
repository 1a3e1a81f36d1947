import { GraphQLClient } from 'graphql-request';
import type { Child } from './children.js';
import { byomTarget } from './generate.js';

export interface RotationRun {
  readonly kind: 'KEY_ENCRYPTION' | 'DATA';
  /** Things that were sealed anew: data keys, or tenants. */
  readonly total: number;
  readonly seconds: number;
  /** Calls that were answered while it went on, and how they fared. */
  readonly calls: number;
  readonly failures: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Stored keys that could not be opened. */
  readonly unreadable: number;
}

const start = 'mutation ($kind: KeyRotationKind!) { rotateKeys(kind: $kind) { total } }';
const state = '{ keyRotation { total done failed unreadable finishedAt } }';

interface State {
  readonly total: number;
  readonly done: number;
  readonly failed: boolean;
  readonly unreadable: number;
  readonly finishedAt: string | null;
}

/** One rotation while `concurrency` clients go on calling `generate` on stored keys. */
export async function rotateUnderLoad(
  byom: Child & { readonly token: string },
  kind: RotationRun['kind'],
  concurrency: number,
): Promise<RotationRun> {
  const client = new GraphQLClient(byom.url, { headers: { authorization: `Bearer ${byom.token}` } });
  const target = byomTarget(byom, 'openai/gpt-4o-mini');
  const latencies: number[] = [];
  let failures = 0;
  const over = new AbortController();
  const load = Array.from({ length: concurrency }, async () => {
    while (!over.signal.aborted) {
      const sentAt = performance.now();
      const answer = await fetch(target.url, { method: 'POST', headers: target.headers, body: target.body() });
      if (!(await answer.text()).includes(target.expect)) failures++;
      latencies.push(performance.now() - sentAt);
    }
  });
  const startedAt = performance.now();
  let last: State;
  try {
    await client.request(start, { kind });
    do {
      await new Promise((resolve) => setTimeout(resolve, 20));
      last = (await client.request<{ keyRotation: State }>(state)).keyRotation;
    } while (last.finishedAt === null);
  } finally {
    over.abort();
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  await Promise.all(load);
  if (last.failed || last.done < last.total) throw new Error(`The rotation ended at ${last.done} of ${last.total}.`);
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? NaN;
  const { total, unreadable } = last;
  return { kind, total, seconds, calls: latencies.length, failures, p50: at(0.5), p99: at(0.99), unreadable };
}
