import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findPackageRoot } from '../../../src/cli/find-package-root.js';
import { startByom } from '../../children.js';
import { atEqualDollars } from './at-equal-dollars.js';

const root = fileURLToPath(findPackageRoot());
const { values: options } = parseArgs({
  options: {
    optbench: { type: 'string', default: path.join(root, '../shared/optbench') },
    contestants: { type: 'string', default: 'byom' },
    tasks: { type: 'string', default: 'triage,report,tone' },
    budgets: { type: 'string', default: '150,300,600,1200' },
    seeds: { type: 'string', default: '1,2,3,4,5' },
    jobs: { type: 'string', default: '1' },
    proposer: { type: 'string' },
    strategy: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const help = `node dist/bench/optimizers/optbench/main.js [--optbench FOLDER] [--contestants byom,ax-gepa] [--tasks triage,report,tone]
    [--budgets 150,300,600,1200] [--seeds 1,2,3,4,5] [--jobs 1] [--proposer sim-medium] [--strategy AUTO] [--out FILE]

Enters the product in a copy of optbench, an offline benchmark of prompt optimizers: starts one server, registers
optbench-contestant.js as the contestant byom, runs the benchmark and prints its report. Rows that FILE holds are not run
again. ax takes part with the package that is installed here.`;

/** Runs a program of the copy, its output shown, and fails where it fails. */
function run(folder: string, args: readonly string[], extra: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(process.execPath, [...args], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, ...extra },
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args[0]} ended with ${code}.`))));
  });
}

function copyOf(source: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'byom-optbench-'));
  cpSync(source, folder, { recursive: true, dereference: true });
  const registered = path.join(folder, 'contestants.json');
  const contestants = JSON.parse(readFileSync(registered, 'utf8')) as object;
  const cmd = `node ${JSON.stringify(path.join(import.meta.dirname, 'optbench-contestant.js'))}`;
  rmSync(registered, { force: true });
  writeFileSync(registered, JSON.stringify({ ...contestants, byom: { cmd } }));
  const packages = path.join(folder, 'contestants/ax/node_modules');
  if (!existsSync(packages)) {
    mkdirSync(packages);
    symlinkSync(path.join(root, 'node_modules/@ax-llm'), path.join(packages, '@ax-llm'));
  }
  return folder;
}

if (options.help) print(help);
else if (!existsSync(options.optbench)) print(`There is no optbench at ${options.optbench}: give --optbench.`);
else {
  const out = path.resolve(options.out ?? path.join(tmpdir(), `optbench-${Date.now()}.jsonl`));
  const folder = copyOf(options.optbench);
  const byom = await startByom(['127.0.0.0/8']);
  try {
    const { contestants, tasks, budgets, seeds, jobs } = options;
    const chosen = Object.entries({ contestants, tasks, budgets, seeds, jobs, out }).flatMap(([name, value]) => [
      `--${name}`,
      value,
    ]);
    await run(folder, ['bench.mjs', ...chosen], {
      BYOM_URL: byom.url,
      BYOM_TOKEN: byom.token,
      ...(options.proposer === undefined ? {} : { REFLECT_MODEL: options.proposer }),
      ...(options.strategy === undefined ? {} : { STRATEGY: options.strategy }),
    });
    await run(folder, ['report.mjs', out], {});
    print(atEqualDollars(out));
    print(`Rows: ${out}`);
  } finally {
    await byom.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
