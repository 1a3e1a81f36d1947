import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { CanaryScanner } from '../../bench/canaries/canary-scanner.js';
import { freshCanary } from '../../bench/canaries/canary-world.js';
import { startEchoingUpstream } from '../../bench/canaries/echoing-upstream.js';
import { lookAtMemory } from '../../bench/canaries/look-at-memory.js';

const command = path.resolve(import.meta.dirname, '../../dist/src/cli/byom.js');
const run = promisify(execFile);

it('shows no key in memory to a debugger, a snapshot, a report or a core dump', async () => {
  const scanner = new CanaryScanner();
  const upstream = await startEchoingUpstream();
  try {
    const keys = ['openai', 'uuid', 'digits', 'base64'].map((shape) => freshCanary(scanner, 'in memory', shape));
    const look = { scanner, upstream, keys, sink: 'memory', ends: ['SIGABRT'] as const };
    expect(await lookAtMemory(look)).toEqual({ debuggers: 0 });
    expect(scanner.found).toEqual([]);
  } finally {
    await upstream.close();
  }
}, 60_000);

it.each([
  ['NODE_DEBUG', { NODE_DEBUG: 'http,stream' }],
  ['NODE_DEBUG', { NODE_DEBUG: 'STR*' }],
  ['--heapsnapshot-near-heap-limit', { NODE_OPTIONS: '--heapsnapshot-near-heap-limit=1' }],
  ['--tls-keylog', { NODE_OPTIONS: '--tls-keylog=/dev/null' }],
])('does not start with %s, which writes keys down: %j', async (name, env) => {
  const started = run(process.execPath, [command, 'start'], {
    env: { PATH: process.env.PATH, ...env },
    timeout: 20_000,
  });
  await expect(started).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`The server does not start with ${name}`),
  });
});
