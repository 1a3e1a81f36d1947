import { parseArgs } from 'node:util';
import { GraphQLClient, gql } from 'graphql-request';
import { startByom, startProgram } from './children.js';
import { measureCodeMetrics } from './code-metrics.js';
import { byomTarget, type Measured, measure, medians, proxyTarget } from './generate.js';
import { ledgerCost } from './ledger.js';
import { optimizationConcurrency } from './optimization.js';
import { streamingTargets } from './streaming.js';
import { timeToFirstToken } from './time-to-first-token.js';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    repeats: { type: 'string', default: '3' },
    quick: { type: 'boolean' },
    only: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
if (options.help) {
  print(
    'npm run bench -- [--seconds 4] [--repeats 3] [--quick] [--only optimization|code-metrics]\nMeasures the server beside a bare undici proxy in the same run. BENCH_SERVER_NODE_ARGS=--cpu-prof profiles it.',
  );
  process.exit(0);
}
async function optimization(): Promise<void> {
  const { share, concurrency, calls, latencyMs } = await optimizationConcurrency();
  print(
    `optimization: ${(share * 100).toFixed(1)}% of the allowed concurrency of ${concurrency} in use over ${calls} calls of ${latencyMs} ms`,
  );
}
if (options.only === 'optimization') {
  await optimization();
  process.exit(0);
}
if (options.only === 'code-metrics') {
  const it = await measureCodeMetrics();
  print(
    `metrics in code: ${it.scoresPerSecond.toFixed(0)} scores a second, ${it.childCpuMs.toFixed(3)} ms of processor time each in the sandbox and ${it.serverCpuMs.toFixed(3)} in the server; the first after ${it.firstMs.toFixed(0)} ms`,
  );
  print(
    `hostile code in every slot: the server's event loop stalls for ${it.stallP99Ms.toFixed(1)} ms (p99), ${it.stallMostMs.toFixed(1)} at most`,
  );
  process.exit(0);
}
const seconds = options.quick ? 1 : Number(options.seconds);
const repeats = options.quick ? 1 : Number(options.repeats);

const addCredential = gql`
  mutation ($input: AddCredentialInput!) {
    addCredential(input: $input) {
      id
    }
  }
`;

const cell = (value: number, digits: number, width: number) => value.toFixed(digits).padStart(width);
const row = (name: string, delay: number, concurrency: number, it: Measured) =>
  print(
    `${name.padEnd(6)} ${cell(delay, 0, 8)} ${cell(concurrency, 0, 11)} ${cell(it.requestsPerSecond, 0, 10)} ${cell(it.p50, 1, 8)} ${cell(it.p99, 1, 8)} ${cell(it.cpuMsPerCall, 3, 12)} ${cell(it.failures, 0, 8)}`,
  );

print(
  `Node ${process.version}, ${repeats} runs of ${seconds} s each, medians; server and Postgres on this machine beside the load generator.`,
);
print('');
print('generate, beside a bare undici proxy in the same run');
print('target upstream ms concurrency requests/s   p50 ms   p99 ms  CPU-ms/call failures');
for (const delay of [0, 50]) {
  const upstream = await startProgram('fast-provider', String(delay));
  const proxy = await startProgram('bare-proxy', upstream.url);
  const byom = await startByom([upstream.url]);
  try {
    await new GraphQLClient(byom.url, { headers: { authorization: `Bearer ${byom.token}` } }).request(addCredential, {
      input: { provider: 'openai', apiKey: 'sk-bench-bench-bench-bench', baseUrl: `${upstream.url}/v1` },
    });
    const target = byomTarget(byom, 'openai/gpt-4o-mini');
    for (const concurrency of [1, 32, 128]) {
      const ours: Measured[] = [];
      const floor: Measured[] = [];
      for (let repeat = 0; repeat < repeats; repeat++) {
        floor.push(await measure(proxyTarget(proxy), proxy.pids, concurrency, seconds));
        ours.push(await measure(target, byom.pids, concurrency, seconds));
      }
      row('proxy', delay, concurrency, medians(floor));
      row('byom', delay, concurrency, medians(ours));
    }
    const streams = streamingTargets(byom, proxy);
    for (const concurrency of delay === 50 ? [1, 32] : []) {
      const floor = await timeToFirstToken(streams.proxy, 'lorem', concurrency, options.quick ? 4 : 20);
      const ours = await timeToFirstToken(streams.byom, 'lorem', concurrency, options.quick ? 4 : 20);
      print(
        `streaming at concurrency ${concurrency}: first token after ${floor.toFixed(1)} ms (proxy), ${ours.toFixed(1)} ms (byom): ${(ours - floor).toFixed(1)} ms added`,
      );
    }
  } finally {
    await Promise.all([byom.stop(), proxy.stop(), upstream.stop()]);
  }
}

print('');
print(
  `ledger alone, concurrency 32: ${(await ledgerCost(options.quick ? 2_000 : 10_000)).toFixed(3)} CPU-ms for a reservation and its settlement`,
);
await optimization();
