import 'reflect-metadata';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSchema } from '../graphql/schema/create-schema.js';
import { SubscriptionSources } from '../graphql/subscription-sources.js';
import { pluginPins } from './plugin-pins.js';
import { loadPlugins, type LoadPluginsOptions } from '../plugin-loader/load-plugins.js';
import { PluginCopies } from '../plugin-loader/plugin-copies.js';
import { PluginReloader } from '../plugin-loader/plugin-reloader.js';
import { BullmqJobQueue } from '../postgres/bullmq-job-queue.js';
import { startEmbeddedPostgres } from '../postgres/embedded/start-embedded-postgres.js';
import { openDatabase } from '../postgres/open-database.js';
import { ByomError, type Clock, type Logger } from '../sdk/index.js';
import { WakeOptimizations } from '../use-cases/wake-optimizations.js';
import { DataKeys } from '../vault/data-keys.js';
import { KeyFile, KeyOfEnvironment } from '../vault/key-file.js';
import { serverSecret } from '../vault/server-secret.js';
import { ClosingSteps } from './closing-steps.js';
import { compose } from './compose.js';
import type { ServerConfig } from './config.js';
import { createLogger } from './create-logger.js';
import { endSubscriptionsOfEndedTokens } from './end-subscriptions-of-ended-tokens.js';
import { databasePort } from './database-port.js';
import { firstToken } from './first-token.js';
import { httpServer } from './http-server.js';
import { operatorCatalogues } from './operator-catalogues.js';
import { limits } from './limits.js';
import { openStores } from './open-stores.js';
import { removeProviderVariables } from './provider-variables.js';
import { RequestDrain } from './request-drain.js';
import { surviveRejections } from './survive-rejections.js';
import { upkeep } from './upkeep.js';

export interface RunningServer {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  /** Stops taking requests and jobs, lets go of what runs (it goes on at the next start), and ends. */
  close(): Promise<void>;
}

export interface StartOptions {
  /** Lines for people; standard output where left out. */
  readonly print?: (line: string) => void;
  /** How long requests under way may take when the server ends. */
  readonly drainMs?: number;
}

const defaultDrainMs = 25_000;
const lastWordsMs = 100;
/** Longer than a start takes from sealing a run's key to storing the run. */
const keyWithoutRunMs = 10 * 60_000;

const builtInPlugins = path.resolve(import.meta.dirname, '../../plugins');
const clock: Clock = { now: () => Date.now() };
const toStandardOutput = (line: string) => void process.stdout.write(`${line}\n`);

/** Starts everything, in order; where something fails, what was started is ended again. */
export async function startServer(config: ServerConfig, options: StartOptions = {}): Promise<RunningServer> {
  const closing = new ClosingSteps();
  try {
    const url = await start(config, options, closing);
    return { url, close: () => closing.run() };
  } catch (error) {
    await closing.run().catch(() => undefined);
    throw error;
  }
}

async function start(config: ServerConfig, options: StartOptions, closing: ClosingSteps): Promise<string> {
  const { print = toStandardOutput, drainMs = defaultDrainMs } = options;
  const logger = createLogger(config.logLevel);
  closing.add(surviveRejections(logger));
  // Before any plugin is imported: what a vendor's SDK never sees it cannot send.
  const removed = removeProviderVariables(process.env);
  if (removed.length > 0) logger.info({ variables: removed }, 'Variables of providers are not used, and were removed.');

  await mkdir(config.dataDir, { recursive: true, mode: 0o711 });
  const databaseUrl = config.databaseUrl ?? (await embedded(config, closing, logger));
  const database = await openDatabase(databaseUrl);
  closing.add(() => database.close());
  const settings = await database.settingsThatLogWords();
  if (settings.length > 0) logger.warn({ settings }, 'By these settings the database logs the words of customers.');
  const stores = openStores(database, config.leaseSeconds);
  closing.add(() => stores.idempotency.close());

  const keyRing =
    config.key === undefined ? await KeyFile.load(path.join(config.dataDir, 'key')) : new KeyOfEnvironment(config.key);
  const tokenKey = await serverSecret(stores.dataKeys, keyRing);
  const dataKeys = new DataKeys(stores.dataKeys, keyRing);
  const tokenFile = path.join(config.dataDir, 'token');
  const token = await firstToken(stores.access, tokenKey, tokenFile);
  if (token !== undefined) print(`Your token, shown this once and kept in ${tokenFile}:\n${token}`);

  const catalogues = operatorCatalogues(config.catalogue);
  if (catalogues.length > 0) logger.info({ catalogues }, 'The operator’s own catalogue goes before the published one.');
  const copies = new PluginCopies();
  closing.add(() => copies.dispose());
  const pluginOptions: LoadPluginsOptions = {
    builtInDirectory: builtInPlugins,
    directory: config.pluginDir,
    packages: config.plugins,
    packageRoot: process.cwd(),
    pins: () => pluginPins(config),
    allowUnpinned: config.allowUnpinnedPlugins,
    copies,
    host: { logger, clock },
  };
  const registry = await loadPlugins(pluginOptions);
  closing.add(() => registry.dispose());
  const pluginReloader = new PluginReloader(registry, pluginOptions);
  const unpinned = registry.list().filter(({ pinned }) => !pinned);
  if (unpinned.length > 0) {
    const locations = unpinned.map(({ location }) => location);
    logger.warn({ locations }, 'Plugins are loaded that are not pinned: whoever can write their files runs code here.');
  }
  for (const { location, reason } of registry.refused) logger.warn({ location, reason }, 'A plugin was refused.');

  const queue = new BullmqJobQueue({ url: databaseUrl, leaseSeconds: config.leaseSeconds, logger });
  let queueClosed: Promise<void> | undefined;
  const closeQueue = () => (queueClosed ??= queue.close());
  closing.add(closeQueue);
  const composed = compose({
    stores,
    queue,
    dataKeys,
    keyRing,
    tokenKey,
    registry,
    pluginReloader,
    allowEndpoints: config.allowEndpoints,
    ofEveryTenant: config.tenantCeiling,
    retention: config.retention,
    codeMetrics: config.codeMetrics,
    drainMs,
    logger,
    clock,
  });

  await composed.sandboxes.tryOut();
  const newSources = () => composed.container.resolve(SubscriptionSources);
  const [sources, socketSources] = [newSources(), newSources()];
  const endUnentitled = () => endSubscriptionsOfEndedTokens(stores.access, [sources, socketSources]);
  await stores.access.onRevoked(() => {
    composed.authenticator.forget();
    // Those that cannot be told now are told by the upkeep.
    endUnentitled().catch(() => undefined);
  });
  const removeLeftKeys = () => stores.credentials.removeOfNoRun(keyWithoutRunMs);
  const wake = new WakeOptimizations({ optimizations: stores.optimizations, queue });
  closing.add(
    upkeep(
      [
        { name: 'keys of no run', everyMs: 60_000, run: removeLeftKeys },
        { name: 'calls of dead servers', everyMs: 60_000, run: () => stores.ledger.doubtAbandoned() },
        { name: 'subscriptions of ended tokens', everyMs: 15_000, run: endUnentitled },
        { name: 'what is past its retention period', everyMs: 60_000, run: () => composed.sweepExpired.run() },
        { name: 'runs that go on', everyMs: 5_000, run: () => wake.run() },
      ],
      logger,
    ),
  );

  closing.add(() => composed.limits.tenants.close());
  for (const job of await stores.optimizations.unfinished()) await queue.enqueue(job);
  if (config.optimizations > 0) {
    await queue.work(config.optimizations, (job, signal) => composed.runOptimization.run(job, signal));
  }

  const drain = new RequestDrain(limits.requests);
  const app = await httpServer({
    schema: createSchema(composed.container),
    authenticate: composed.authenticate,
    sources,
    socketSources,
    corsOrigins: config.corsOrigins,
    introspection: config.introspection,
    mostLagMs: config.mostLagMs,
    logger,
    drain,
    unready: () => database.fault(),
  });
  closing.add(() => app.close());
  closing.add(async () => {
    // Those whose call has come to its end are just reading it.
    if (sources.size > 0) await sleep(lastWordsMs);
    sources.end({}, new ByomError('OVERLOADED', 'This server is shutting down: ask again.'));
  });
  // A stream may last for days: a client who is told that this one is over resumes it elsewhere.
  drain.onDraining(() => sources.end({ kind: 'optimization' }));
  closing.add(() => Promise.all([drain.drain(drainMs), closeQueue(), composed.streams.drain(drainMs)]));
  await app.listen({ host: config.host, port: config.port });
  const { port } = app.server.address() as AddressInfo;
  composed.endpoints.forbidOwnPort(port);
  const ofDatabase = databasePort(databaseUrl);
  if (ofDatabase !== undefined) composed.endpoints.forbidOwnPort(ofDatabase);
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const url = `http://${host}:${port}/graphql`;
  print(`BYOM listening on ${url}`);
  return url;
}

async function embedded(config: ServerConfig, closing: ClosingSteps, logger: Logger): Promise<string> {
  const postgres = await startEmbeddedPostgres(path.join(config.dataDir, 'postgres'), {
    onChange(now) {
      if (now === 'back') logger.warn({}, 'The embedded Postgres is there again.');
      else logger.error({}, 'The embedded Postgres has ended: it is started again.');
    },
  });
  closing.add(() => postgres.stop());
  return postgres.url;
}
