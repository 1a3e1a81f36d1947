/** Undefined where the database is reached over a Unix socket. */
export function databasePort(databaseUrl: string): number | undefined {
  if (!URL.canParse(databaseUrl)) return undefined;
  const { hostname, port } = new URL(databaseUrl);
  return hostname === '' ? undefined : Number(port || 5432);
}
