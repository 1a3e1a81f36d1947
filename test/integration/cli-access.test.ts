import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { bootServer, type BootedServer } from '../support/boot-server.js';

const entry = path.join(import.meta.dirname, '../../dist/src/cli/byom.js');

let server: BootedServer;
beforeAll(async () => {
  server = await bootServer();
});
afterAll(() => server.close());

/** What it prints; what it complains of where it fails. */
async function byom(...args: string[]): Promise<string> {
  const access = ['--url', server.origin, '--token-file', path.join(server.dataDir, 'token')];
  const env = { PATH: process.env['PATH'], HOME: server.dataDir };
  const run = promisify(execFile)(process.execPath, [entry, ...args, ...access], { env });
  return run.then(
    ({ stdout }) => stdout,
    ({ stderr, code }: { stderr: string; code: number }) => `${code}: ${stderr}`,
  );
}

test('tenants and tokens are made, listed and ended on the command line', async () => {
  const made = await byom('tenant', 'create', 'Ada Ltd');
  const [, id, token] = /Tenant (\S+)\..*\n(byom_\S+)\n/.exec(made)!;
  expect(await byom('tenant', 'list')).toMatch(new RegExp(`${id}  Ada Ltd`));
  const more = await byom('token', 'create', 'ci', '--scopes', 'read,run', '--expires', '2099-01-31', '--tenant', id!);
  const [, tokenId] = /Token (\S+), shown this once:\nbyom_/.exec(more)!;
  const listed = await byom('token', 'list', '--tenant', id!);
  expect(listed).toMatch(/ci +\w{12} +read,run +until 2099-01-31/);
  expect(listed).not.toContain(token);
  expect(await byom('token', 'revoke', tokenId!, '--tenant', id!)).toBe('Revoked.\n');
  expect(await byom('token', 'list', '--tenant', id!)).toMatch(/ci .*revoked/);
  expect(await byom('tenant', 'delete', id!)).toMatch(/^1: .*--yes/);
  expect(await byom('tenant', 'delete', id!, '--yes')).toBe('Deleted.\n');
  expect(await byom('tenant', 'list')).not.toContain(id);
}, 60_000);

test('budgets and ceilings are set, listed and lifted on the command line', async () => {
  const made = await byom('tenant', 'create', 'Bob Ltd');
  const [, tenant] = /Tenant (\S+)\./.exec(made)!;
  const set = await byom('budget', 'set', '--window', 'month', '--usd', '12.5', '--calls', '1000', '--tenant', tenant!);
  const [, ceiling] = /^Ceiling (\S+)\.\n$/.exec(set)!;
  const listed = await byom('budget', 'list', '--tenant', tenant!);
  expect(listed).toMatch(
    new RegExp(`${ceiling}  ceiling  month   \\$12.5, 1000 calls  .* \\$12.5, 1000 calls +20\\d\\d-\\d\\d-01T00:00:00`),
  );
  expect(await byom('budget', 'remove', ceiling!, '--tenant', tenant!)).toBe('Lifted.\n');
  expect(await byom('budget', 'list', '--tenant', tenant!)).not.toContain(ceiling);
  const own = /^Budget (\S+)\.\n$/.exec(await byom('budget', 'set', '--window', 'once', '--tokens', '5000'))![1]!;
  expect(await byom('budget', 'list')).toMatch(new RegExp(`${own}  everything  once .* never`));
  expect(await byom('budget', 'remove', own)).toBe('Lifted.\n');
  expect(await byom('budget', 'set', '--window', 'week', '--usd', '1')).toMatch(
    /^1: --window takes day, month or once/,
  );
  expect(await byom('budget', 'set', '--window', 'day')).toMatch(/^1: Say at least one of --usd/);
  expect(await byom('budget', 'set', '--window', 'day', '--usd', 'much')).toMatch(/^1: --usd takes a number/);
  expect(await byom('budget', 'set', '--window', 'day', '--usd', '0')).toMatch(/^1: BAD_USER_INPUT.*maxUsd/);
}, 60_000);

test('what is wrong is said in words that help', async () => {
  expect(await byom('token', 'create', 'x', '--scopes', 'everything')).toMatch(/^1: --scopes takes a list/);
  expect(await byom('token', 'create', 'x', '--scopes', 'read', '--tenant', 'nobody')).toMatch(/^1: NOT_FOUND/);
  expect(await byom('tenant', 'make')).toMatch(/^1: Say what to do/);
  expect(await byom('tenant', '--help')).toContain('byom tenant create NAME');
}, 60_000);
