import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** One embedded Postgres for the whole run. Plain JavaScript: Jest loads it before its transforms. */
export default async function startTestPostgres() {
  const root = resolve(import.meta.dirname, '../..');
  const folder = await mkdtemp(join(tmpdir(), 'byom-test-'));
  // Beside the packages that the bundles leave out.
  const bundles = join(root, `node_modules/.cache/byom/test-${process.pid}`);
  await build({
    entryPoints: ['embedded/start-embedded-postgres', 'bullmq-job-queue'].map((name) =>
      join(root, `src/postgres/${name}.ts`),
    ),
    outdir: bundles,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const { startEmbeddedPostgres } = await import(join(bundles, 'start-embedded-postgres.mjs'));
  const postgres = await startEmbeddedPostgres(folder);
  process.env.BYOM_TEST_POSTGRES = postgres.url;
  process.env.BYOM_TEST_POSTGRES_LOG = join(folder, 'postgres.log');
  // Tests look into tables as the superuser: the tables' owner sees no tenant's rows.
  const home = (await readdir(folder)).find((name) => name.startsWith('postgres-'));
  process.env.BYOM_TEST_POSTGRES_PASSWORD = await readFile(join(folder, home, 'password'), 'utf8');
  // For tests that start servers in processes of their own.
  process.env.BYOM_TEST_BUNDLES = bundles;
  globalThis.byomTestPostgres = { postgres, remove: [folder, bundles] };
}
