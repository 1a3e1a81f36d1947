import pg from 'pg';

/** The right to a data directory, held as a lock in its own Postgres: it ends with our process, however that ends. */
export interface Claim {
  readonly client: pg.Client;
  /** From here on the claim alone does not keep our process running. */
  hold(): void;
  release(): Promise<void>;
}

const lockKey = '7165065411738214';

/** Undefined where no server answers there (yet). Throws where another live process holds the directory. */
export async function claimDataDirectory(
  cluster: { readonly user: string; readonly password: string },
  socketFolder: string,
  folder: string,
): Promise<Claim | undefined> {
  const client = new pg.Client({
    host: socketFolder,
    port: 5432,
    ssl: false,
    database: 'postgres',
    user: cluster.user,
    password: cluster.password,
    application_name: 'byom claim',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ claimed: boolean }>(`select pg_try_advisory_lock(${lockKey}) claimed`);
    if (rows[0]?.claimed) {
      const handle = client as unknown as { ref(): void; unref(): void };
      return {
        client,
        hold: () => handle.unref(),
        async release() {
          handle.ref();
          await client.end().catch(() => {});
        },
      };
    }
  } catch (error) {
    await client.end().catch(() => {});
    if (isNotThere(error)) return undefined;
    throw error;
  }
  await client.end();
  throw new Error(
    `The data directory ${folder} is in use by another BYOM server. Stop that one, or set BYOM_DATA_DIR to another folder.`,
  );
}

/** No socket, nobody behind it, or a server that is starting or stopping (class 57). */
function isNotThere(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  const severity = (error as { severity?: unknown }).severity;
  if (severity !== undefined) return typeof code === 'string' && code.startsWith('57');
  return code !== 'EACCES';
}
