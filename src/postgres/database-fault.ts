export type DatabaseFault = 'unreachable' | 'full';

/** Where a connection cannot be made or breaks; and what Postgres says as it starts, ends, or takes no more clients. */
const unreachable = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|08...|57P0[1-5]|53300)$/;
const full = /^(?:53100|ENOSPC)$/;
/** Of the driver, which gives it no code. */
const broken =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** What is wrong with the database, where an error of its driver says so; its causes are looked at too. */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; depth++, one = one.cause) {
    const { code, syscall } = one as { readonly code?: unknown; readonly syscall?: unknown };
    // A file that is not there is no database.
    if (code === 'ENOENT' && syscall !== 'connect') continue;
    if (typeof code === 'string' && full.test(code)) return 'full';
    if ((typeof code === 'string' && unreachable.test(code)) || broken.test(one.message)) return 'unreachable';
  }
  return undefined;
}

/** For whoever asks, and whoever operates the server. */
export const toldFault: Readonly<Record<DatabaseFault, string>> = {
  unreachable: 'The database cannot be reached at the moment: ask again.',
  full: 'The database has no room left: nothing new is begun until its operator gives it more.',
};
