import { parseArgs } from 'node:util';
import { GraphQLClient } from 'graphql-request';
import { startByom, startProgram } from './children.js';
import { rotateUnderLoad } from './rotate-under-load.js';

const { values: options } = parseArgs({
  options: {
    tenants: { type: 'string', default: '500' },
    credentials: { type: 'string', default: '4' },
    concurrency: { type: 'string', default: '8' },
    help: { type: 'boolean' },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
if (options.help) {
  print(
    'npm run bench:rotations -- [--tenants 500] [--credentials 4] [--concurrency 8]\nRotates both keys that stored keys are sealed under, while calls go on. Fails where a call does, or where something is left under a former key.',
  );
  process.exit(0);
}
const tenants = Number(options.tenants);
const each = Number(options.credentials);
const concurrency = Number(options.concurrency);

const upstream = await startProgram('fast-provider', '5');
const byom = await startByom([upstream.url]);
const as = (token: string) => new GraphQLClient(byom.url, { headers: { authorization: `Bearer ${token}` } });
const add = (token: string, apiKey: string) =>
  as(token).request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
    input: { provider: 'openai', apiKey, name: apiKey.slice(-12), baseUrl: `${upstream.url}/v1` },
  });
try {
  await add(byom.token, 'sk-bench-bench-bench-bench');
  for (let n = 0; n < tenants; n += 10) {
    await Promise.all(
      Array.from({ length: Math.min(10, tenants - n) }, async (_, index) => {
        const { createTenant } = await as(byom.token).request<{ createTenant: { token: string } }>(
          `mutation { createTenant(name: "Bench ${n + index}") { token } }`,
        );
        for (let key = 0; key < each; key++) await add(createTenant.token, `sk-bench-${n + index}-${key}-0123456789`);
      }),
    );
    if (n % 100 === 0) process.stderr.write(`${n} of ${tenants} tenants\r`);
  }
  print(`${tenants + 1} tenants, ${tenants * each + 1} stored keys; ${concurrency} clients call generate meanwhile.`);
  print('rotation        sealed anew  seconds    calls  p50 ms  p99 ms  failed  unreadable');
  let bad = 0;
  for (const kind of ['KEY_ENCRYPTION', 'DATA', 'KEY_ENCRYPTION'] as const) {
    const run = await rotateUnderLoad(byom, kind, concurrency);
    bad += run.failures + run.unreadable;
    print(
      `${kind.padEnd(15)} ${String(run.total).padStart(11)} ${run.seconds.toFixed(2).padStart(8)} ${String(run.calls).padStart(8)} ${run.p50.toFixed(1).padStart(7)} ${run.p99.toFixed(1).padStart(7)} ${String(run.failures).padStart(7)} ${String(run.unreadable).padStart(11)}`,
    );
  }
  process.exitCode = bad === 0 ? 0 : 1;
} finally {
  await byom.stop();
  await upstream.stop();
}
