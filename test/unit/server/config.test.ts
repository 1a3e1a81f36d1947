import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig, settingsTable } from '../../../src/server/config.js';
import { settingsHelp } from '../../../src/server/settings-help.js';

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      dataDir: path.resolve('.byom'),
      host: '127.0.0.1',
      diagnostics: false,
      introspection: true,
      codeMetrics: false,
      retention: { runDays: null, libraryDays: null },
      mostLagMs: 2_000,
      port: 4000,
      databaseUrl: undefined,
      corsOrigins: [],
      plugins: [],
      pluginDir: undefined,
      pluginPins: [],
      pluginPinsFile: undefined,
      allowUnpinnedPlugins: false,
      catalogue: undefined,
      allowEndpoints: undefined,
      logLevel: 'info',
      tenantCeiling: undefined,
      optimizations: 4,
      leaseSeconds: 10,
    });
  });

  it('reads lists, numbers and folders; what is empty counts as left out', () => {
    const config = readConfig({
      BYOM_PORT: '0',
      BYOM_CORS_ORIGINS: 'https://a.example, http://localhost:3000',
      BYOM_PLUGINS: 'one, @scope/two',
      BYOM_PLUGIN_DIR: 'extra',
      BYOM_CATALOGUE: 'facts',
      BYOM_ALLOW_ENDPOINTS: '10.0.0.0/8,http://127.0.0.1:11434',
      BYOM_LOG_LEVEL: '',
      PATH: '/bin',
    });
    expect(config).toMatchObject({
      port: 0,
      corsOrigins: ['https://a.example', 'http://localhost:3000'],
      plugins: ['one', '@scope/two'],
      pluginDir: path.resolve('extra'),
      catalogue: path.resolve('facts'),
      allowEndpoints: ['10.0.0.0/8', 'http://127.0.0.1:11434'],
      logLevel: 'info',
    });
  });

  it.each([
    [{ BYOM_PORT: 'canary' }, 'BYOM_PORT must be a whole number from 0 to 65535.'],
    [{ BYOM_PORT: '70000' }, 'BYOM_PORT must be at most 65535.'],
    [{ DATABASE_URL: 'mysql://canary' }, 'DATABASE_URL must be a URL that begins with postgres:// or postgresql://.'],
    [{ BYOM_CORS_ORIGINS: '*' }, 'BYOM_CORS_ORIGINS must list origins such as https://app.example.com.'],
    [{ BYOM_ALLOW_ENDPOINTS: 'canary' }, 'BYOM_ALLOW_ENDPOINTS must list origins such as http://127.0.0.1:11434'],
    [{ BYOM_LOG_LEVEL: 'canary' }, 'BYOM_LOG_LEVEL must be fatal, error, warn, info, debug or silent.'],
    [{ BYOM_PROT: '1' }, 'BYOM_PROT is not a setting of this server; see --help.'],
  ])('refuses %j', (environment, message) => {
    const read = () => readConfig(environment);
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(message);
    expect(read).not.toThrow(/canary/);
  });

  it('names all that is wrong at once', () => {
    expect(() => readConfig({ BYOM_PORT: 'x', BYOM_LEASE_SECONDS: '0' })).toThrow(/BYOM_PORT[^]*BYOM_LEASE_SECONDS/);
  });

  it('is explained by --help as it is checked', () => {
    const help = settingsHelp();
    for (const { name, description } of settingsTable) {
      expect(help).toContain(name);
      expect(help).toContain(description);
    }
    expect(settingsTable.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['BYOM_DATA_DIR', 'BYOM_HOST', 'BYOM_PORT', 'DATABASE_URL', 'BYOM_CORS_ORIGINS']),
    );
  });
});
