import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLClient } from 'graphql-request';
import { startFakeProvider, type Fault } from '../../test/support/fake-provider.js';
import { OperationFuzzer, type Sent } from './fuzz-operations.js';
import type { DelaySummary } from './loop-delays.js';
import { endConnections } from './send-operation.js';
import { serverApart, type Measured, type ServerApart } from './server-apart.js';
import { slowUploads } from './slow-uploads.js';
import { makeWorld } from './world.js';

export interface AttackOptions {
  /** An empty one. */
  readonly databaseUrl: string;
  readonly runs: number;
  readonly seed: number;
  /** Runs after which memory is looked at for the first time. */
  readonly warmUp: number;
  /** How long the server may rest before memory is looked at. */
  readonly restMs: number;
  readonly onProgress?: (run: number, findings: readonly string[]) => void;
}

export interface AttackReport {
  readonly findings: readonly string[];
  readonly outcomes: ReadonlyMap<string, number>;
  readonly untried: readonly string[];
  readonly delays: DelaySummary;
  readonly warm: Measured;
  readonly end: Measured;
  /** What stalled the server most, each sent once more, alone. */
  readonly worst: readonly { readonly name: string; readonly busyMs: number }[];
  readonly log: string;
}

const step = 2_500;
const faults: readonly Fault[] = [
  { status: 429, headers: { 'retry-after': '0' } },
  { status: 500 },
  { status: 401 },
  { status: 400 },
  'cut',
  'html',
  'null',
  'truncated',
  'error-200',
  'no-choices',
];

/** Boots a server with a fake provider, attacks it, and tells what came of it. */
export async function attackServer(options: AttackOptions): Promise<AttackReport> {
  const { databaseUrl, runs, seed, warmUp, restMs, onProgress } = options;
  const provider = await startFakeProvider({
    dialect: 'openai',
    fault: (n) => (n % 25 === 0 ? faults[(n / 25) % faults.length] : undefined),
  });
  let server: ServerApart | undefined;
  try {
    server = await serverApart(databaseUrl);
    const { url, token } = server;
    const clients = new Map<string, GraphQLClient>();
    const world = await makeWorld(token, (as, document, variables) => {
      const client = clients.get(as) ?? new GraphQLClient(url, { headers: { authorization: `Bearer ${as}` } });
      clients.set(as, client);
      return client.request(document, variables);
    });
    const fuzzer = new OperationFuzzer({
      url,
      databaseUrl,
      providerUrl: provider.url,
      asked: (key) =>
        provider.requests.filter(
          ({ headers, path }) => path.startsWith('/v1/chat') && headers.authorization === `Bearer ${key}`,
        ).length,
      world,
    });
    let suspects: (Sent & { busyMs: number })[] = [];
    const suspect = async () => {
      const sent = fuzzer.takeSent();
      for (const { from, to, busyMs } of await server!.stalls())
        for (const one of sent) if (one.from <= to && one.to >= from) suspects.push({ ...one, busyMs });
      suspects = suspects.toSorted((a, b) => b.busyMs - a.busyMs).slice(0, 200);
    };
    // They take a minute and more, so a short attack does without.
    const slow = runs < 20_000 ? [] : slowUploads(Number(new URL(url).port), token, 20);
    let warm: Measured | undefined;
    for (let from = 0; from < runs && fuzzer.findings.length < 25;) {
      const to = Math.min(runs, from < warmUp ? warmUp : from + step);
      await fuzzer.run({ seed, from, to });
      await suspect();
      await fuzzer.lookOnly(seed, from, Math.min(100, Math.ceil((to - from) / 5)));
      if (to === warmUp) warm = await rested(server, restMs);
      onProgress?.(to, fuzzer.findings);
      from = to;
    }
    await fuzzer.balanced();
    const delays = await server.delays();
    const end = await rested(server, restMs, warm);
    const alive = await new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } }).request<{
      viewer: object;
    }>('{ viewer { id } }');
    const findings = [
      ...fuzzer.findings,
      ...(await slow),
      ...(alive.viewer ? [] : ['the server does not answer any more']),
      ...(end.polluted.length > 0 ? [`Object.prototype has ${end.polluted.join(', ')}`] : []),
      ...(/"level":[56]0|unhandled|rejected promise/i.test(server.log()) ? ['the server logged errors'] : []),
    ];
    const worst = await alone(server, suspects);
    return {
      findings,
      outcomes: fuzzer.outcomes,
      untried: fuzzer.untried(),
      delays,
      warm: warm ?? end,
      end,
      worst,
      log: server.log(),
    };
  } finally {
    endConnections();
    await server?.stop();
    await provider.close();
  }
}

/** When all is done that was begun; connections that idle are let go in some seconds. */
async function rested(server: ServerApart, restMs: number, before?: Measured): Promise<Measured> {
  const until = Date.now() + restMs;
  for (;;) {
    await sleep(Math.min(restMs, 4_000));
    const now = await server.measure();
    const sockets = (measured: Measured | undefined) => measured?.resources['TCPSocketWrap'] ?? 0;
    if (Date.now() >= until || (before && sockets(now) <= sockets(before) && now.heapBytes <= before.heapBytes))
      return now;
  }
}

/** Which of them it was that kept the server busy. */
async function alone(server: ServerApart, suspects: readonly Sent[]) {
  const told = new Map<string, number>();
  const unlike = new Map(suspects.map((one) => [one.name, one]));
  for (const { name, again } of [...unlike.values()].slice(0, 60)) {
    await server.stalls();
    await again().catch(() => undefined);
    const busyMs = Math.max(0, ...(await server.stalls()).map((stall) => stall.busyMs));
    if (busyMs > 0) told.set(name, busyMs);
  }
  return [...told]
    .map(([name, busyMs]) => ({ name, busyMs }))
    .toSorted((a, b) => b.busyMs - a.busyMs)
    .slice(0, 12);
}
