import { type KeyObject } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import type { AccessStore } from '../access/access-store.js';
import { scopes } from '../access/scopes.js';
import { IssueToken } from '../use-cases/issue-token.js';

/** Of the tenant that a first start makes: fixed, so that two first starts on one database make one. */
const firstTenant = '00000000-0000-4000-8000-000000000001';

/**
 * Makes a tenant and a token at the first start, keeps the token in a file that only its owner reads, and gives it;
 * undefined where the file is there already. Whoever removes the file gets a new token at the next start, as long as
 * there is one tenant: its owner holds the key file too.
 */
export async function firstToken(access: AccessStore, key: KeyObject, file: string): Promise<string | undefined> {
  if (await exists(file)) return undefined;
  const tenants = await access.countTenants();
  if (tenants > 1) return undefined;
  if (tenants === 0) {
    try {
      await access.createTenant({ id: firstTenant, name: 'default' });
    } catch (error) {
      // Another replica was faster.
      if ((await access.countTenants()) === 0) throw error;
    }
  }
  const { token } = await new IssueToken({ access, key }).run(firstTenant, { scopes });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${token}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return token;
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
