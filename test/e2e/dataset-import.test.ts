import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Answer } from '../support/answer.js';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';

const entry = path.join(import.meta.dirname, '../../dist/src/cli/byom.js');
const folder = mkdtempSync(path.join(tmpdir(), 'byom-import-'));
let server: SpawnedServer;
beforeAll(async () => {
  server = await spawnServer();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `byom dataset ...` as a user of the server would. */
async function dataset(...words: string[]): Promise<{ readonly code: unknown; readonly output: string }> {
  const access = ['--url', server.origin, '--token-file', path.join(server.dataDir, 'token')];
  const child = spawn(process.execPath, [entry, 'dataset', ...words, ...access], {
    env: { PATH: process.env['PATH'] },
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString('utf8')));
  child.stderr.on('data', (text: Buffer) => (output += text.toString('utf8')));
  const [code] = await once(child, 'close');
  return { code, output };
}

function fileOf(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}

const idIn = (output: string) => /\(([\da-f-]{36})\)/.exec(output)![1]!;

/** MiB, on Linux. */
function peakMemory(pid: number): number | undefined {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
  } catch {
    return undefined;
  }
}

describe('byom dataset', () => {
  test('imports a file, shows it, lists it and deletes it', async () => {
    const rows = '\ufeffquestion,answer,part\r\n"Who, me?",yes,test\r\nWho? ,no,\r\nwho me,yes,train\r\nWho? ,no,\r\n';
    const roles = ['--input', 'question', '--expected', 'answer', '--split', 'part'];
    const imported = await dataset('import', fileOf('small.csv', rows), '--name', 'small', ...roles);
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.output).toMatch(/4 rows in .*: 3 stored, 1 there already, 0 left out/);
    expect(imported.output).toMatch(/small, version 1.*\n.*3 examples, pinned: 1 train, 1 test\n.*1 given again/);
    expect(imported.output).toMatch(/2 examples whose inputs stand in several splits/);
    const id = idIn(imported.output);
    expect((await dataset('list')).output).toMatch(new RegExp(`${id} +small +1 +3`));
    expect((await dataset('show', id)).output).toContain('small, version 1');
    expect(await dataset('delete', id)).toEqual({ code: 0, output: 'Deleted.\n' });
    expect(await dataset('show', id)).toMatchObject({ code: 1, output: expect.stringContaining('no dataset') });
  });

  test('says where an import broke off, and goes on there', async () => {
    const lines = Array.from({ length: 12_000 }, (_, n) => JSON.stringify({ inputs: { n } }));
    lines[7_003] = '{"inputs":';
    const broken = await dataset('import', fileOf('broken.jsonl', lines.join('\n')), '--name', 'broken');
    expect(broken).toMatchObject({ code: 1 });
    expect(broken.output).toMatch(/line 7004 is no JSON/);
    const [, id, line] = /--dataset (\S+) --from-line (\d+)/.exec(broken.output)!;
    expect(line).toBe('5001');
    lines[7_003] = '{"inputs":{"n":7003}}';
    const whole = fileOf('broken.jsonl', lines.join('\n'));
    const { output } = await dataset('import', whole, '--dataset', id!, '--from-line', line!);
    expect(output).toMatch(/7000 stored, 0 there already[^]*12000 examples/);
  });

  test('leaves out bad rows where it is told to, and says which', async () => {
    const rows = 'q,a\n1,x\n2\n3,y\n"4"4,z\n';
    const { code, output } = await dataset('import', fileOf('bad.csv', rows), '--name', 'bad', '--skip-bad-rows');
    expect(code).toBe(0);
    expect(output).toMatch(/2 stored, 0 there already, 2 left out[^]*line 3 has 1 cells[^]*line 5 has a quote/);
  });

  test.each<[string, string[], RegExp]>([
    ['no file', ['import', '--name', 'x'], /Name the file/],
    ['a file that is not there', ['import', '/nowhere/x.csv', '--name', 'x'], /no file/],
    ['neither name nor dataset', ['import', 'x.csv'], /--name/],
    ['an unknown ending', ['import', 'x.parquet', '--name', 'x'], /--format/],
    ['nothing to do', [], /Say what to do/],
    ['an unknown argument', ['list', '--colour', 'red'], /not known/],
  ])('explains %s', async (_, words, message) => {
    const { code, output } = await dataset(...words);
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/^\s+at /m);
  });

  test('takes twenty thousand rows without growing with them', async () => {
    const text = 'a question that somebody asked, with its words '.repeat(5);
    const rows = Array.from({ length: 20_000 }, (_, n) => JSON.stringify({ q: `${text}${n}`, a: `label ${n % 9}` }));
    const file = fileOf('many.jsonl', `${rows.join('\n')}\n`);
    const before = peakMemory(server.child.pid!);
    const words = ['--name', 'many', '--input', 'q', '--expected', 'a'];
    expect((await dataset('import', file, ...words)).output).toMatch(/20000 stored/);
    const { datasets } = await server.client.request<Answer>('{ datasets(name: "many") { nodes { size } } }');
    expect(datasets.nodes).toEqual([{ size: 20_000 }]);
    const after = peakMemory(server.child.pid!);
    if (before === undefined || after === undefined) return;
    expect(after - before).toBeLessThan(110);
    expect(after).toBeLessThan(300);
  });
});
