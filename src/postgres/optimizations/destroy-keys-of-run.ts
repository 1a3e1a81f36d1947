import { and, eq } from 'drizzle-orm';
import { credentials } from '../tables/credentials.js';
import type { Transaction } from './optimization-rows.js';

/** In the transaction that ends a run or removes it: no moment in which it has ended and a key of its own is still there. */
export async function destroyKeysOfRun(transaction: Transaction, tenant: string, id: string): Promise<void> {
  await transaction.delete(credentials).where(and(eq(credentials.tenant, tenant), eq(credentials.optimization, id)));
}
