import { rm } from 'node:fs/promises';

export default async function stopTestPostgres() {
  const { postgres, remove } = globalThis.byomTestPostgres;
  await postgres.stop();
  for (const path of remove) await rm(path, { recursive: true, force: true });
}
