import { afterAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelExamples } from '../support/label-task.js';

const entry = join(import.meta.dirname, '../../dist/src/cli/byom.js');
const places: string[] = [];
afterAll(() => places.forEach((place) => rmSync(place, { recursive: true, force: true })));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly leftFiles: readonly string[];
  readonly leftProcesses: readonly string[];
}

/** Runs the command with an environment of its own, in which whatever it leaves behind can be told from all else. */
function run(args: readonly string[], onOutput?: (output: string, interrupt: () => void) => void): Promise<Ended> {
  const place = mkdtempSync(join(tmpdir(), 'byom-test-'));
  places.push(place);
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: place };
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
    onOutput?.(stdout, () => child.kill('SIGINT'));
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, stderr, leftFiles: readdirSync(place), leftProcesses: processesNaming(place) });
    });
  });
}

/** Commands whose arguments or environment name the place; nothing where there is no /proc. */
function processesNaming(place: string): string[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
          const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
          return `${command}\n${environment}`.includes(place) ? [command.replaceAll('\0', ' ')] : [];
        } catch {
          return [];
        }
      });
  } catch {
    return [];
  }
}

const shares = (output: string) =>
  ['as it was', 'optimized'].map((row) =>
    Number(new RegExp(String.raw`${row}\s+([\d.]+)%\s+([\d.]+)% to`).exec(output)?.[1]),
  );

describe('byom demo', () => {
  test('raises the held-out score, offline and without a key, and leaves nothing behind', async () => {
    const { code, stdout, stderr, leftFiles, leftProcesses } = await run(['demo']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [before = NaN, after = NaN] = shares(stdout);
    expect(after).toBeGreaterThan(before);
    expect(stdout).toContain('Sandbox (simulated, not a language model)');
    expect(stdout).toContain('platform: $0\n');
    expect(stdout).toMatch(/^ {2}\+ /m);
    expect(stdout).toMatch(/stand-in at http:\/\/127\.0\.0\.1:\d+/);
    expect(stdout).toMatch(/temperature clamped: asked 1\.2, sent 1\b/);
    expect(stdout).toMatch(/stop truncated: asked \["/);
    expect(stdout).toContain('model: "anthropic/claude-sonnet-4-5"  ->');
    expect(leftFiles).toEqual([]);
    expect(leftProcesses).toEqual([]);
  }, 120_000);

  test('does the same on data of the user, and leaves nothing behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'byom-data-'));
    places.push(folder);
    const file = join(folder, 'messages.csv');
    const rows = labelExamples(90).map(({ inputs, expected }) =>
      [inputs['text'] as string, expected as string, 'unused'].join(','),
    );
    writeFileSync(file, ['text,queue,note', ...rows].join('\n'));
    const args = ['demo', '--data', file, '--input', 'text', '--expected', 'queue', '--budget', '200'];
    const { code, stdout, stderr, leftFiles, leftProcesses } = await run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('90 rows of');
    const [before = NaN, after = NaN] = shares(stdout);
    expect(after).toBeGreaterThan(before);
    expect(stdout).toContain('is a simulation and no language model');
    expect(stdout).toMatch(/^ {2}\+ /m);
    expect(stdout).toContain('platform: $0\n');
    expect(leftFiles).toEqual([]);
    expect(leftProcesses).toEqual([]);
  }, 120_000);

  test('cleans up when interrupted in the middle of the search', async () => {
    let interrupted = false;
    const ended = await run(['demo'], (output, interrupt) => {
      if (interrupted || !/\d+ of \d+ calls/.test(output)) return;
      interrupted = true;
      interrupt();
    });
    expect(interrupted).toBe(true);
    expect(ended.code).toBe(130);
    expect(ended.stdout).toContain('Interrupted: cleaning up.');
    expect(ended.leftFiles).toEqual([]);
    expect(ended.leftProcesses).toEqual([]);
  }, 60_000);

  test('says what to do when it is called wrongly', async () => {
    const empty = join(mkdtempSync(join(tmpdir(), 'byom-test-')), 'key');
    places.push(join(empty, '..'));
    writeFileSync(empty, '\n');
    const calls: [string[], RegExp][] = [
      [['demo', '--budget', '3'], /--budget takes a whole number/],
      [['demo', '--key-file', empty], /--key-file needs --model/],
      [['demo', '--model', 'openai/gpt-5-mini', '--key-file', empty], /key file is empty/],
      [['demo', '--model', 'openai/gpt-5-mini', '--key-file', `${empty}-not-there`], /cannot be read/],
      [['demo', '--key', 'sk-secret'], /byom demo --help/],
      [['demo', '--data', join(empty, '..', 'none.csv')], /no file/],
      [['demo', '--data', 'data.xls'], /--format/],
      [['dance'], /no such command/],
    ];
    const outcomes = await Promise.all(calls.map(([args]) => run(args)));
    for (const [at, [, wanted]] of calls.entries()) {
      expect(outcomes[at]?.code).not.toBe(0);
      expect(outcomes[at]?.stderr).toMatch(wanted);
      expect(outcomes[at]?.stderr).not.toMatch(/^\s+at |sk-secret/m);
    }
  }, 60_000);

  test('explains itself', async () => {
    const [help, demoHelp, version] = await Promise.all([run(['--help']), run(['demo', '--help']), run(['--version'])]);
    expect(help.stdout).toContain('BYOM_DATA_DIR');
    expect(demoHelp.stdout).toContain('--key-file FILE');
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  }, 60_000);
});
