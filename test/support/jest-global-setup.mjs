import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** One embedded Postgres for the whole run. Plain JavaScript: Jest loads it before its transforms. */
export default async function startTestPostgres() {
  const root = resolve(import.meta.dirname, '../..');
  const folder = await mkdtemp(join(tmpdir(), 'byom-test-'));
  // Beside the packages that the bundle leaves out.
  const bundle = join(root, `node_modules/.cache/byom/start-embedded-postgres-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'src/postgres/embedded/start-embedded-postgres.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const { startEmbeddedPostgres } = await import(bundle);
  const postgres = await startEmbeddedPostgres(folder);
  process.env.BYOM_TEST_POSTGRES = postgres.url;
  // For tests that start servers in processes of their own.
  process.env.BYOM_TEST_EMBEDDED_POSTGRES = bundle;
  globalThis.byomTestPostgres = { postgres, remove: [folder, bundle] };
}
