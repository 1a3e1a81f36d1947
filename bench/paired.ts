import path from 'node:path';
import { parseArgs } from 'node:util';
import { GraphQLClient } from 'graphql-request';
import { serverOf, startByom, startProgram } from './children.js';
import { byomTarget, measure } from './generate.js';

const { values: options } = parseArgs({
  options: {
    beside: { type: 'string' },
    pairs: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '4' },
    concurrency: { type: 'string', default: '32' },
    help: { type: 'boolean' },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
if (options.help || options.beside === undefined) {
  print(
    'npm run bench:paired -- --beside DIR [--pairs 8] [--seconds 4] [--concurrency 32]\nCPU of server and Postgres for one call of `generate`: this checkout beside another one, which was built in DIR, in turn.',
  );
  process.exit(options.help ? 0 : 2);
}
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
  const cost = async (of: keyof typeof servers): Promise<number> => {
    const { cpuMsPerCall, failures } = await measure(
      byomTarget(servers[of], 'openai/gpt-4o-mini'),
      servers[of].pids,
      concurrency,
      seconds,
    );
    if (failures > 0) throw new Error(`${failures} calls failed.`);
    return cpuMsPerCall;
  };
  const shown = (value: number) => value.toFixed(3).padStart(8);
  print(
    `CPU-ms a call at ${concurrency} at once, ${seconds} s each; every pair in the other order than the one before`,
  );
  print('   other     this  difference');
  const differences: number[] = [];
  // The first pair warms both up.
  for (let pair = 0; pair <= Number(options.pairs); pair++) {
    const first = pair % 2 === 0 ? await cost('other') : undefined;
    const own = await cost('this');
    const other = first ?? (await cost('other'));
    if (pair === 0) continue;
    differences.push(own - other);
    print(`${shown(other)} ${shown(own)} ${shown(own - other).padStart(11)}`);
  }
  differences.sort((a, b) => a - b);
  print(
    `median difference ${shown(differences[Math.floor(differences.length / 2)]!).trim()}, from ${shown(differences[0]!).trim()} to ${shown(differences.at(-1)!).trim()}`,
  );
} finally {
  await Promise.all([servers.other.stop(), servers.this.stop(), upstream.stop()]);
}
