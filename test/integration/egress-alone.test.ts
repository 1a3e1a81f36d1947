import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { makeCertificate, type Certificate } from '../support/certificate.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';
import { startSentinels, type Sentinels } from '../support/sentinels.js';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
// Beside the packages that the bundle leaves out.
const script = path.join(root, `node_modules/.cache/byom/send-alone-${process.pid}.mjs`);
const undo: (() => Promise<unknown>)[] = [];
const authority = makeCertificate('An authority of the operator');
let folder: string;
let sentinels: Sentinels;
let plain: RawServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'byom-alone-'));
  await writeFile(path.join(folder, 'authority.pem'), authority.certificate);
  sentinels = await startSentinels();
  plain = await startRawServer((_, response) => response.end('answered'));
  await build({
    entryPoints: [path.join(root, 'test/support/send-alone.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
});
afterAll(async () => {
  for (const step of undo) await step();
  await plain?.close();
  await sentinels?.close();
  await rm(folder, { recursive: true, force: true });
  await rm(script, { force: true });
});

/** Over TLS, by a certificate; gives its port. */
async function serve({ certificate, key }: Certificate): Promise<number> {
  const options = { cert: certificate, key: key.export({ format: 'pem', type: 'pkcs8' }) };
  const server = createServer(options, (_, response) => response.end('answered'));
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function sent(environment: Readonly<Record<string, string>>, ...origins: readonly string[]): Promise<string[]> {
  const { stdout } = await run(process.execPath, [script, JSON.stringify(origins)], {
    env: { PATH: process.env['PATH'], ...environment },
  });
  return JSON.parse(stdout) as string[];
}

describe('what a process’s environment says of connections', () => {
  it('makes no certificate good that is not: NODE_TLS_REJECT_UNAUTHORIZED is not heeded', async () => {
    const issued = (options: object) => makeCertificate('somebody', { issuer: authority, ...options });
    const hosts = ['good.example', '127.0.0.1'];
    const ports = {
      good: await serve(issued({ hosts })),
      ownSigned: await serve(makeCertificate('good.example', { hosts })),
      otherName: await serve(issued({ hosts: ['other.example'] })),
      noName: await serve(issued({})),
      expired: await serve(issued({ hosts, years: -1 })),
      ofStranger: await serve(makeCertificate('x', { hosts, issuer: makeCertificate('A stranger') })),
    };
    const origins = [
      `https://good.example:${ports.good}`,
      `https://127.0.0.1:${ports.good}`,
      `https://good.example:${ports.ownSigned}`,
      `https://good.example:${ports.otherName}`,
      `https://good.example:${ports.noName}`,
      `https://good.example:${ports.expired}`,
      `https://good.example:${ports.ofStranger}`,
      // The same server, by a name that it has no certificate for, after it was talked to by the right one.
      `https://evil.example:${ports.good}`,
    ];
    const environment = {
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      NODE_EXTRA_CA_CERTS: path.join(folder, 'authority.pem'),
    };
    const no = 'PROVIDER_UNREACHABLE';
    expect(await sent(environment, ...origins)).toEqual(['answered', 'answered', no, no, no, no, no, no]);
    // The operator's own authority is the operator's to name.
    expect(await sent({}, origins[0]!)).toEqual([no]);
  });

  it('leads through no proxy', async () => {
    const proxy = `http://user:password@127.0.0.1:${sentinels.port}`;
    const names = ['http_proxy', 'https_proxy', 'all_proxy'];
    const environment = {
      ...Object.fromEntries([...names, ...names.map((name) => name.toUpperCase())].map((name) => [name, proxy])),
      NODE_USE_ENV_PROXY: '1',
      NO_PROXY: '',
    };
    const before = plain.requests.length;
    expect(await sent(environment, plain.origin)).toEqual(['answered']);
    expect(plain.requests).toHaveLength(before + 1);
    expect(sentinels.hits()).toBe(0);
  });
});
