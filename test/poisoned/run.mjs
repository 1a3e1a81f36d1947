import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { poisonEnvironment } from './poison-environment.mjs';
import { poisonHome } from './poison-home.mjs';

/**
 * Runs the suite, or the tests named, where every provider's variable and every vendor's file holds poison, and every
 * server that a test starts looks for it: `npm run test:poisoned [-- test/integration/generate]`.
 */
const print = (line) => void process.stdout.write(`${line}\n`);
const root = path.resolve(import.meta.dirname, '../..');
const marker = `poison-${randomBytes(12).toString('hex')}`;

/** Whatever connects to it followed a variable or a file. */
let connections = 0;
const sentinel = createServer((socket) => {
  connections += 1;
  socket.on('error', () => undefined).destroy();
});
await once(sentinel.listen(0, '127.0.0.1'), 'listening');
const address = `127.0.0.1:${sentinel.address().port}`;

const home = await mkdtemp(path.join(tmpdir(), 'byom-poisoned-'));
// The database's own user looks through it on its way to the tests' folders.
await chmod(home, 0o755);
const report = path.join(home, 'report.jsonl');
await writeFile(report, '');
const written = await poisonHome(home, marker, address);
const poison = await poisonEnvironment(root, marker, address);
print(`${Object.keys(poison).length} variables and ${written} files hold poison.`);

const npm = { npm_config_userconfig: path.join(homedir(), '.npmrc'), npm_config_cache: path.join(homedir(), '.npm') };
const child = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    path.join(root, 'node_modules/jest/bin/jest.js'),
    '--setupFilesAfterEnv',
    path.join(root, 'test/support/fail-on-poison.ts'),
    // Which ends the list of those files.
    '--ci',
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      PATH: process.env.PATH,
      ...npm,
      ...poison,
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, '.config'),
      BYOM_TEST_POISON: marker,
      BYOM_TEST_POISON_REPORT: report,
      BYOM_TEST_POISON_FOLDER: path.join(home, 'work'),
    },
  },
);
const [code] = await once(child, 'exit');
sentinel.close();

const files = (await readFile(report, 'utf8'))
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const sum = (of) => files.reduce((total, file) => total + of(file), 0);
const found = files.flatMap((file) => file.found);
const requests = sum((file) => file.requests);
for (const where of found) print(`Poison: ${where}`);
print(
  `${found.length * marker.length} poison bytes in ${requests} requests of ${sum((file) => file.bytes)} bytes, ` +
    `by ${files.length} files of tests; ${connections} connections to where poison leads.`,
);
await rm(home, { recursive: true, force: true });
process.exitCode = code === 0 && found.length === 0 && connections === 0 && requests > 0 ? 0 : 1;
