import type pg from 'pg';
import { ByomError } from '../sdk/index.js';

/** Commits what `work` does on one connection, or nothing of it; `opening` begins the transaction, `check` may end it. */
export async function inTransaction<T>(
  pool: pg.Pool,
  opening: string,
  work: (client: pg.PoolClient) => Promise<T>,
  check: (opened: unknown) => void = () => undefined,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    check(await client.query(opening));
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => (broken = fault));
    throw isUnspeakable(error) ? nothingOfThisName() : error;
  } finally {
    client.release(broken);
  }
}

/** No text in the database holds a NUL, so nothing is called by one. */
function isUnspeakable(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  return code === '22021' || (cause !== undefined && isUnspeakable(cause));
}

const nothingOfThisName = () => new ByomError('BAD_USER_INPUT', 'A name or an id holds a character that none has.');
