import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { sandboxBrain } from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';
import { labelExamples } from '../support/label-task.js';

const entry = path.join(import.meta.dirname, '../../dist/src/cli/byom.js');
const place = mkdtempSync(path.join(tmpdir(), 'byom-cli-'));
const file = (name: string) => path.join(place, name);
const key = 'sk-canary-of-the-cli-0123456789abcdef';

let server: BootedServer;
let provider: FakeProvider;
let slow = false;
beforeAll(async () => {
  provider = await startFakeProvider({
    dialect: 'openai',
    answer: sandboxBrain,
    latencyMs: () => (slow ? 150 : 2),
  });
  server = await bootServer();
  const examples = labelExamples(80);
  writeFileSync(
    file('tickets.jsonl'),
    examples.map((one) => JSON.stringify({ ...one.inputs, queue: one.expected })).join('\n'),
  );
  writeFileSync(
    file('tickets.csv'),
    ['text,queue', ...examples.map((one) => `"${one.inputs['text'] as string}",${one.expected as string}`)].join('\n'),
  );
  writeFileSync(file('prompt.txt'), 'Sort the message.\n---\nMessage: {{text}}\n');
  writeFileSync(file('key'), `${key}\n`);
});
afterAll(async () => {
  await server.close();
  await provider.close();
  rmSync(place, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function byom(args: readonly string[], onOutput?: (output: string, interrupt: () => void) => void): Promise<Ended> {
  const access = ['--url', server.origin, '--token-file', path.join(server.dataDir, 'token')];
  const env = { PATH: process.env['PATH'], HOME: place };
  const child = spawn(process.execPath, [entry, 'optimize', ...args, ...access], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  const heard = () => onOutput?.(stdout + stderr, () => child.kill('SIGINT'));
  child.stdout.on('data', (chunk: Buffer) => ((stdout += chunk.toString('utf8')), heard()));
  child.stderr.on('data', (chunk: Buffer) => ((stderr += chunk.toString('utf8')), heard()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
const request = (query: string, variables?: object) => server.client.request<Answer>(query, variables);
const idIn = (output: string): string => /Optimization ([\w-]{36})/.exec(output)?.[1] ?? '';
const data = ['--data', file('tickets.jsonl'), '--input', 'text', '--expected', 'queue'];
const sandbox = ['--model', 'sandbox/simulated-large', '--seed', '1', '--max-calls', '250'];

describe('byom optimize', () => {
  test('imports, quotes, follows and shows what was found', async () => {
    const { code, stdout, stderr } = await byom([
      ...data,
      ...sandbox,
      '--prompt',
      file('prompt.txt'),
      '--save-as',
      'sorted',
      '--promote',
      '--yes',
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.any(String) });
    expect(stdout).toMatch(/calls +\d+ +250\n/);
    expect(stdout).toMatch(/dollars, to your provider +0.00 +0.00\n/);
    expect(stdout).toContain('80 examples, scored by EXACT_MATCH; sandbox/simulated-large');
    expect(stdout).toMatch(/as it was +[\d.]+% +[\d.]+% to [\d.]+% +24/);
    expect(stdout).toContain('    Message: {{text}}');
    expect(stdout).toMatch(/^ {2}\+ /m);
    expect(stdout).toContain('platform: $0');
    expect(stdout).toContain('Saved as sorted@1, which runPrompt runs from now on.');
    const read =
      'query ($id: ID!) { optimization(id: $id) { status candidates(first: 1) { nodes { prompt { system user } } } } }';
    expect((await request(read, { id: idIn(stderr) })).optimization).toEqual({
      status: 'SUCCEEDED',
      candidates: { nodes: [{ prompt: { system: 'Sort the message.', user: 'Message: {{text}}' } }] },
    });
  }, 60_000);

  test('makes a prompt of the data, says it in JSON, and ends with 3 where nothing was better', async () => {
    const csv = ['--data', file('tickets.csv'), '--expected', 'queue', '--model', 'sandbox/simulated-large'];
    // With so few calls nothing can be proven.
    const { code, stdout } = await byom([...csv, '--seed', '1', '--max-calls', '40', '--json', '--yes']);
    const outcome = JSON.parse(stdout);
    expect(outcome).toMatchObject({ id: expect.any(String), status: 'SUCCEEDED', result: { improved: false } });
    expect(code).toBe(3);
    expect(outcome.candidates.nodes[0].prompt).toMatchObject({
      system: 'Answer with one of: account, billing, sales, shipping, technical.',
      user: '{{text}}',
    });
  }, 60_000);

  test('spends nothing where it is only asked for the quote, or there is nobody to agree', async () => {
    const before = (await request('{ optimizations { totalCount } }')).optimizations.totalCount;
    const { code, stdout } = await byom([...data, ...sandbox, '--quote-only', '--json']);
    expect(code).toBe(0);
    const { dataset, quote } = JSON.parse(stdout);
    expect(quote.calls.high).toBe(250);
    const nobody = await byom(['--dataset', dataset, ...sandbox]);
    expect(nobody).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('--yes') });
    expect((await request('{ optimizations { totalCount } }')).optimizations.totalCount).toBe(before);
  }, 60_000);

  test('leaves the run running when it is interrupted, and takes it up again, also through a pause', async () => {
    await request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
      input: { provider: 'openai', apiKey: 'sk-stored-0123456789abcdefghi', baseUrl: provider.url },
    });
    slow = true;
    const model = ['--model', 'openai/gpt-4o-mini', '--max-calls', '150', '--seed', '2', '--yes'];
    let interrupted = false;
    const left = await byom([...data, ...model], (output, interrupt) => {
      if (interrupted || !/\d+ of \d+ calls {2}\w/.test(output) || provider.requests.length < 5) return;
      interrupted = true;
      interrupt();
    });
    const id = idIn(left.stderr);
    expect(left.code).toBe(130);
    expect(left.stderr).toContain(`byom optimize --follow ${id}`);
    const status = async () =>
      (await request('query ($id: ID!) { optimization(id: $id) { status } }', { id })).optimization.status;
    expect(await status()).toBe('RUNNING');

    let following = '';
    const followed = byom(['--follow', id], (output) => (following = output));
    await byom(['--pause', id]);
    await waitUntil('the pause', async () => (await status()) === 'PAUSED');
    const sent = provider.requests.length;
    await waitUntil('its news', () => following.includes('paused'));
    expect(provider.requests.length).toBe(sent);
    let told = '';
    const late = byom(['--follow', id], (output) => (told = output));
    await waitUntil('its state', () => told.includes(`--resume ${id}`));
    slow = false;
    expect(await byom(['--resume', id])).toMatchObject({ code: 0, stdout: 'QUEUED\n' });
    const { code, stdout } = await followed;
    expect((await late).code).toBe(code);
    expect([0, 3]).toContain(code);
    expect(stdout).toContain('What it cost');
    expect(await byom(['--cancel', id])).toMatchObject({ code: 0, stdout: 'SUCCEEDED\n' });
  }, 90_000);

  test('takes a key from a file alone, and tells nobody', async () => {
    const calls: [string[], RegExp][] = [
      [[...data, '--model', 'nobody/nothing', '--yes'], /UNKNOWN_MODEL/],
      [['--follow', 'no-such-id'], /NOT_FOUND/],
      [[...data, '--model', 'openai/gpt-4o-mini', '--api-key', key, '--yes'], /--help/],
    ];
    for (const [args, wanted] of calls) {
      const { code, stderr } = await byom(args);
      expect({ args, code, stderr }).toEqual({ args, code: 1, stderr: expect.stringMatching(wanted) });
      expect(stderr).not.toMatch(/^\s+at |sk-canary/m);
    }
    const given = ['--key-file', file('key'), '--base-url', provider.url];
    const model = ['--model', 'openai/gpt-4o-mini', '--max-calls', '40'];
    const { stdout, stderr } = await byom([...data, ...model, ...given, '--yes']);
    expect(provider.requests.at(-1)!.headers['authorization']).toBe(`Bearer ${key}`);
    expect(stdout + stderr).not.toContain(key);
  }, 90_000);
});
