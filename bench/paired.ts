import path from 'node:path';
import { parseArgs } from 'node:util';
import { GraphQLClient } from 'graphql-request';
import { serverOf, startByom, startProgram } from './children.js';
import { byomTarget, measure } from './generate.js';

const { values: options } = parseArgs({
  options: {
    beside: { type: 'string' },
    pairs: { type: 'string', default: '80' },
    seconds: { type: 'string', default: '0.5' },
    concurrency: { type: 'string', default: '32' },
    help: { type: 'boolean' },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
if (options.help || options.beside === undefined) {
  print(
    'npm run bench:paired -- --beside DIR [--pairs 80] [--seconds 0.5] [--concurrency 32]\nCPU of server and Postgres for one call of `generate`: this checkout beside another one, which was built in DIR, in turn. Many short pairs, because a shared machine is fast and slow for seconds at a time.',
  );
  process.exit(options.help ? 0 : 2);
}
/** The median, with the order statistics that hold the true one in 95 of 100 samples (the sign test's interval). */
function medianWithInterval(values: readonly number[]): { median: number; low: number; high: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const reach = 0.98 * Math.sqrt(sorted.length);
  const at = (index: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(index)))]!;
  const middle = (sorted.length - 1) / 2;
  return { median: at(middle), low: at(middle - reach), high: at(middle + reach) };
}

/** For both servers' code to be compiled. */
const warmUpSeconds = 5;
const seconds = Number(options.seconds);
const concurrency = Number(options.concurrency);

const upstream = await startProgram('fast-provider', '0');
const servers = {
  other: await startByom([upstream.url], serverOf(path.resolve(options.beside))),
  this: await startByom([upstream.url]),
};
try {
  for (const { url, token } of Object.values(servers)) {
    await new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } }).request(
      'mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }',
      { input: { provider: 'openai', apiKey: 'sk-bench-bench-bench-bench', baseUrl: `${upstream.url}/v1` } },
    );
  }
  const cost = async (of: keyof typeof servers, forSeconds = seconds): Promise<number> => {
    const { url, token, pids } = servers[of];
    const target = byomTarget({ url, token }, 'openai/gpt-4o-mini');
    const { cpuMsPerCall, failures } = await measure(target, pids, concurrency, forSeconds, 0);
    if (failures > 0) throw new Error(`${failures} calls failed.`);
    return cpuMsPerCall;
  };
  await cost('other', warmUpSeconds);
  await cost('this', warmUpSeconds);
  const measured: { other: number; own: number; difference: number }[] = [];
  for (let pair = 0; pair < Number(options.pairs); pair++) {
    const first = pair % 2 === 0 ? await cost('other') : undefined;
    const own = await cost('this');
    const other = first ?? (await cost('other'));
    measured.push({ other, own, difference: own - other });
  }
  print(
    `CPU-ms a call at ${concurrency} at once; ${measured.length} pairs of ${seconds} s each, every one in the other order than the one before`,
  );
  for (const [key, name] of [
    ['other', 'other'],
    ['own', 'this'],
    ['difference', 'difference'],
  ] as const) {
    const { median, low, high } = medianWithInterval(measured.map((pair) => pair[key]));
    print(`${name.padEnd(10)} median ${median.toFixed(3)}, 95% interval ${low.toFixed(3)} to ${high.toFixed(3)}`);
  }
} finally {
  await Promise.all([servers.other.stop(), servers.this.stop(), upstream.stop()]);
}
