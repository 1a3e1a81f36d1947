import path from 'node:path';
import { z } from 'zod';
import type { LimitValues } from '../calls/limits/rate-limit.js';
import { AllowedEndpoints } from '../egress/allowed-endpoints.js';
import { readPin, type PluginPin } from '../plugin-loader/plugin-pin.js';
import type { RetentionPeriods } from '../retention/retention-periods.js';

export interface Setting {
  /** The environment variable. */
  readonly name: string;
  /** As `--help` shows it. */
  readonly default: string;
  readonly description: string;
}

const list = z.string().transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''));
const count = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${low} to ${high}`)
    .transform(Number)
    .pipe(
      z
        .number(`must be a whole number from ${low} to ${high}`)
        .min(low, `must be at least ${low}`)
        .max(high, `must be at most ${high}`),
    );
const httpOrigin = z.string().refine(isOrigin, 'must list origins such as https://app.example.com');

/** Every setting there is: its check, its default and its help stand together. */
const settings = {
  BYOM_DATA_DIR: {
    check: z.string().default('./.byom'),
    default: './.byom',
    description: 'Folder for the key file, the first token and, without DATABASE_URL, the database.',
  },
  BYOM_KEY: {
    check: z
      .string()
      .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes as base64')
      .optional(),
    default: 'the file key in BYOM_DATA_DIR, made at the first start',
    description:
      'Key-encryption key as base64, for development: other programs of this user can read it, and it cannot be rotated.',
  },
  BYOM_HOST: { check: z.string().default('127.0.0.1'), default: '127.0.0.1', description: 'Address to listen on.' },
  BYOM_PORT: {
    check: count(0, 65_535).default(4000),
    default: '4000',
    description: 'Port to listen on; 0 picks a free one and prints it.',
  },
  DATABASE_URL: {
    check: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must be a URL that begins with postgres:// or postgresql://')
      .optional(),
    default: 'an own Postgres in the data folder',
    description: 'Postgres to use instead; needed for more than one replica.',
  },
  BYOM_CORS_ORIGINS: {
    check: list.pipe(z.array(httpOrigin)).default([]),
    default: 'none',
    description: 'Origins whose web pages may call the API, separated by commas.',
  },
  BYOM_INTROSPECTION: {
    check: z.enum(['on', 'off'], 'must be on or off').default('on'),
    default: 'on',
    description: 'off: callers may not ask the API for its own schema.',
  },
  BYOM_PLUGINS: {
    check: list.default([]),
    default: 'none',
    description: 'npm packages with further provider plugins, separated by commas.',
  },
  BYOM_PLUGIN_DIR: {
    check: z.string().optional(),
    default: 'none',
    description: 'Folder with further provider plugins, as compiled JavaScript.',
  },
  BYOM_PLUGIN_PINS: {
    check: list
      .transform((items) => items.map((item) => readPin(item)))
      .refine((pins) => !pins.includes(undefined), 'must list what `byom plugin pin` prints: NAME@1.2.3#sha512-...')
      .transform((pins) => pins.filter((pin) => pin !== undefined))
      .refine((pins) => new Set(pins.map(({ name }) => name)).size === pins.length, 'names a plugin twice')
      .default([]),
    default: 'none',
    description:
      'Plugins that may be loaded, with version and integrity as `byom plugin pin` prints them, separated by commas.',
  },
  BYOM_PLUGIN_PINS_FILE: {
    check: z.string().optional(),
    default: 'none',
    description: 'File with more of them, one a line, which is read again when plugins are reloaded.',
  },
  BYOM_UNPINNED_PLUGINS: {
    check: z.enum(['allow', 'refuse'], 'must be allow or refuse').default('refuse'),
    default: 'refuse',
    description: 'allow: load plugins that are not pinned too, as while you write one.',
  },
  BYOM_CATALOGUE: {
    check: z.string().optional(),
    default: 'none',
    description:
      'File of facts about the models of one provider, PROVIDER.json, or a folder of such; they go before all others.',
  },
  BYOM_ALLOW_ENDPOINTS: {
    check: list
      .refine(areEndpoints, 'must list origins such as http://127.0.0.1:11434 and networks such as 10.0.0.0/8')
      .optional(),
    default: 'the default origins of local plugins, while there is one tenant',
    description:
      "Origins and networks (CIDR) that customers' endpoints may be on beside public ones, separated by commas.",
  },
  BYOM_CODE_METRICS: {
    check: z.enum(['on', 'off'], 'must be on or off').default('off'),
    default: 'off',
    description:
      'on: users may score by JavaScript of their own, which runs in a process without environment, files or network; the same on every replica.',
  },
  BYOM_LOG_LEVEL: {
    check: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'must be fatal, error, warn, info, debug or silent')
      .default('info'),
    default: 'info',
    description: 'fatal, error, warn, info, debug or silent; logs go to standard error as lines of JSON.',
  },
  BYOM_DIAGNOSTICS: {
    check: z.enum(['on', 'off'], 'must be on or off').default('off'),
    default: 'off',
    description:
      "on: leave Node's inspector, reports, heap snapshots and core dumps as they are, for a look on a machine of your own; they show keys.",
  },
  BYOM_MOST_LAG_MS: {
    check: count(0, 600_000).default(2_000),
    default: '2000',
    description: 'Lag of the event loop, in milliseconds, from which on requests are turned away; 0: never.',
  },
  BYOM_TENANT_REQUESTS_PER_MINUTE: {
    check: count(0, 1_000_000).default(0),
    default: '0',
    description: 'Requests to providers in any minute that a tenant without a ceiling of its own may make; 0: any.',
  },
  BYOM_TENANT_TOKENS_PER_MINUTE: {
    check: count(0, 1_000_000_000).default(0),
    default: '0',
    description: 'The same for tokens, input and output together.',
  },
  BYOM_TENANT_CONCURRENCY: {
    check: count(0, 10_000).default(0),
    default: '0',
    description: 'The same for requests under way at once.',
  },
  BYOM_RETENTION_DAYS: {
    check: count(0, 36_500).default(0),
    default: '0',
    description:
      'Days after which ended runs and kept answers are deleted, for every tenant that does not set fewer; 0: never.',
  },
  BYOM_LIBRARY_RETENTION_DAYS: {
    check: count(0, 36_500).default(0),
    default: '0',
    description: 'The same for datasets and prompts, since they were last changed, read or used; 0: never.',
  },
  BYOM_OPTIMIZATIONS: {
    check: count(0, 1000).default(4),
    default: '4',
    description: 'Optimizations that this process works on at a time; 0 leaves them to other replicas.',
  },
  BYOM_LEASE_SECONDS: {
    check: count(1, 3600).default(10),
    default: '10',
    description: 'How long after a worker falls silent another takes its optimization over.',
  },
} as const satisfies Record<string, { check: z.ZodType; default: string; description: string }>;

export interface ServerConfig {
  /** Absolute. */
  readonly dataDir: string;
  /** 32 bytes as base64. */
  readonly key?: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl?: string;
  readonly corsOrigins: readonly string[];
  readonly introspection: boolean;
  readonly plugins: readonly string[];
  readonly pluginDir?: string;
  readonly pluginPins: readonly PluginPin[];
  /** Absolute. */
  readonly pluginPinsFile?: string;
  readonly allowUnpinnedPlugins: boolean;
  /** Absolute. */
  readonly catalogue?: string;
  /** Undefined where nothing was said. */
  readonly allowEndpoints?: readonly string[];
  /** Whether users' own code may run. */
  readonly codeMetrics: boolean;
  readonly logLevel: string;
  /** Whether Node's ways to look into memory stay open. */
  readonly diagnostics: boolean;
  /** Milliseconds; 0 where none is too much. */
  readonly mostLagMs: number;
  /** Of tenants without a ceiling of their own; undefined where there is none. */
  readonly tenantCeiling?: LimitValues;
  /** The longest, for every tenant. */
  readonly retention: RetentionPeriods;
  readonly optimizations: number;
  readonly leaseSeconds: number;
}

/** Reads the environment; fails with a sentence for each variable that is wrong, without its value. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ServerConfig {
  const shape = z.object({ ...checks() });
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in settings && value !== ''),
  );
  const { data, error } = shape.safeParse(given);
  const unknown = Object.keys(environment).filter((name) => name.startsWith('BYOM_') && !(name in settings));
  if (error || unknown.length > 0) {
    const wrong = (error?.issues ?? []).map((issue) => `${String(issue.path[0])} ${issue.message}.`);
    const strange = unknown.map((name) => `${name} is not a setting of this server; see --help.`);
    throw new ConfigError([...wrong, ...strange].join('\n'));
  }
  return {
    dataDir: path.resolve(data.BYOM_DATA_DIR),
    key: data.BYOM_KEY,
    host: data.BYOM_HOST,
    port: data.BYOM_PORT,
    databaseUrl: data.DATABASE_URL,
    corsOrigins: data.BYOM_CORS_ORIGINS,
    introspection: data.BYOM_INTROSPECTION === 'on',
    plugins: data.BYOM_PLUGINS,
    pluginDir: data.BYOM_PLUGIN_DIR === undefined ? undefined : path.resolve(data.BYOM_PLUGIN_DIR),
    pluginPins: data.BYOM_PLUGIN_PINS,
    pluginPinsFile: data.BYOM_PLUGIN_PINS_FILE === undefined ? undefined : path.resolve(data.BYOM_PLUGIN_PINS_FILE),
    allowUnpinnedPlugins: data.BYOM_UNPINNED_PLUGINS === 'allow',
    catalogue: data.BYOM_CATALOGUE === undefined ? undefined : path.resolve(data.BYOM_CATALOGUE),
    allowEndpoints: data.BYOM_ALLOW_ENDPOINTS,
    codeMetrics: data.BYOM_CODE_METRICS === 'on',
    logLevel: data.BYOM_LOG_LEVEL,
    diagnostics: data.BYOM_DIAGNOSTICS === 'on',
    mostLagMs: data.BYOM_MOST_LAG_MS,
    tenantCeiling: ceilingOf(
      data.BYOM_TENANT_REQUESTS_PER_MINUTE,
      data.BYOM_TENANT_TOKENS_PER_MINUTE,
      data.BYOM_TENANT_CONCURRENCY,
    ),
    retention: { runDays: data.BYOM_RETENTION_DAYS || null, libraryDays: data.BYOM_LIBRARY_RETENTION_DAYS || null },
    optimizations: data.BYOM_OPTIMIZATIONS,
    leaseSeconds: data.BYOM_LEASE_SECONDS,
  };
}

/** What the operator got wrong; its message is for the terminal. */
export class ConfigError extends Error {}

/** For `--help`. */
export const settingsTable: readonly Setting[] = Object.entries(settings).map(([name, setting]) => ({
  name,
  default: setting.default,
  description: setting.description,
}));

function checks() {
  type Checks = { [Name in keyof typeof settings]: (typeof settings)[Name]['check'] };
  return Object.fromEntries(Object.entries(settings).map(([name, { check }]) => [name, check])) as Checks;
}

function ceilingOf(requests: number, tokens: number, concurrency: number): LimitValues | undefined {
  if (requests + tokens + concurrency === 0) return undefined;
  const limit = (most: number) => (most === 0 ? null : most);
  return {
    requestsPerMinute: limit(requests),
    tokensPerMinute: limit(tokens),
    maxConcurrency: limit(concurrency),
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function areEndpoints(entries: readonly string[]): boolean {
  try {
    return !new AllowedEndpoints(entries).hasOrigin('');
  } catch {
    return false;
  }
}
