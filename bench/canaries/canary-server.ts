import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

const command = path.resolve(import.meta.dirname, '../../src/cli/byom.js');
const built = command.includes(`${path.sep}dist${path.sep}`)
  ? command
  : path.resolve(import.meta.dirname, '../../dist/src/cli/byom.js');

export interface CanaryServerOptions {
  /** Everything that the server may write to lies in it. */
  readonly place: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly onOutput: (chunk: Buffer) => void;
}

/** A server as an operator starts it, with core dumps allowed, in folders that are looked through afterwards. */
export class CanaryServer {
  private constructor(
    readonly child: ChildProcess,
    readonly url: URL,
    readonly token: string,
    private readonly place: string,
  ) {}

  static folders(place: string): Readonly<Record<'home' | 'tmp' | 'cwd' | 'data' | 'plugins', string>> {
    const of = (name: string) => path.join(place, name);
    return { home: of('home'), tmp: of('tmp'), cwd: of('cwd'), data: of('data'), plugins: of('plugins') };
  }

  static async start({ place, env = {}, args = [], onOutput }: CanaryServerOptions): Promise<CanaryServer> {
    const folders = CanaryServer.folders(place);
    chmodSync(place, 0o755);
    for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o711 });
    const environment = {
      PATH: process.env.PATH ?? '',
      HOME: folders.home,
      TMPDIR: folders.tmp,
      BYOM_DATA_DIR: folders.data,
      BYOM_PLUGIN_DIR: folders.plugins,
      BYOM_UNPINNED_PLUGINS: 'allow',
      BYOM_PORT: '0',
      BYOM_ALLOW_ENDPOINTS: '127.0.0.0/8',
      BYOM_LOG_LEVEL: 'debug',
      BYOM_MOST_LAG_MS: '0',
      BYOM_LEASE_SECONDS: '1',
      DEBUG: '*',
      NODE_DEBUG: 'http,net,tls,undici,fetch,timer',
      ...env,
    };
    // A core is as large as it likes to be.
    const child = spawn(
      '/bin/sh',
      ['-c', 'ulimit -c unlimited; exec "$0" "$@"', process.execPath, ...args, built, 'start'],
      {
        cwd: folders.cwd,
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let output = '';
    const url = await new Promise<string>((resolve, reject) => {
      const take = (chunk: Buffer) => {
        onOutput(chunk);
        if (output.length < 4_000_000) output += chunk.toString();
        const printed = /listening on (http:\/\/\S+)/.exec(output)?.[1];
        if (printed) resolve(printed);
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output.slice(-2_000)}`)));
    });
    const token = readFileSync(path.join(folders.data, 'token'), 'utf8').trim();
    return new CanaryServer(child, new URL(url), token, place);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
  }

  /** A database whose server was killed ends by itself, soon. */
  async databaseEnded(): Promise<void> {
    for (let tries = 0; existsSync(path.join(this.#home(), 'data/postmaster.pid')) && tries < 200; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** From its next start on Postgres writes down each statement with its parameters, as an operator may have it. */
  async logEveryStatement(): Promise<void> {
    await this.#asSuperuser(async (client) => {
      for (const setting of [
        `log_statement = 'all'`,
        'log_min_duration_statement = 0',
        'log_parameter_max_length = -1',
        'log_parameter_max_length_on_error = -1',
        `log_error_verbosity = 'verbose'`,
        'debug_print_plan = on',
        `log_min_messages = 'debug2'`,
      ])
        await client.query(`alter database byom set ${setting}`);
    });
  }

  /** Every row of every table and of the statistics, as text. */
  dump(onText: (table: string, text: string) => void): Promise<void> {
    return this.#asSuperuser(async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
         union all select unnest(array['pg_stat_activity', 'pg_settings', 'pg_description', 'pg_statistic', 'pg_db_role_setting', 'pg_stats'])`,
      );
      for (const { name } of rows) {
        const all = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
        for (const { row } of all.rows) onText(name, row);
      }
      await client.query('checkpoint');
    });
  }

  async #asSuperuser(work: (client: pg.Client) => Promise<void>): Promise<void> {
    const folder = path.join(CanaryServer.folders(this.place).data, 'postgres');
    const home = path.join(
      folder,
      readdirSync(folder).find((name) => /^postgres-\d+$/.test(name))!,
    );
    const socket = readFileSync(path.join(home, 'data/postmaster.pid'), 'utf8').split('\n')[4]!;
    const client = new pg.Client({
      host: socket,
      user: 'byom_admin',
      password: readFileSync(path.join(home, 'password'), 'utf8'),
      database: 'byom',
    });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }

  #home(): string {
    const folder = path.join(CanaryServer.folders(this.place).data, 'postgres');
    return path.join(
      folder,
      readdirSync(folder).find((name) => /^postgres-\d+$/.test(name))!,
    );
  }
}
