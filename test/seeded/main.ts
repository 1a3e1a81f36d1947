import { parseArgs } from 'node:util';
import path from 'node:path';
import { ProjectCopy } from './project-copy.js';
import { runTests, type TestResult } from './run-tests.js';
import type { SeededFault } from './seeded-fault.js';
import { seededFaults } from './seeded-faults.js';

const help = `Takes one security control after another out of a copy of the sources, and expects the test that is named for
it to fail. Fails where a fault goes unnoticed, where its text is not found any more, and where a test fails without it.

  npm run test:seeded                     all of them
  npm run test:seeded -- --only ID,ID     these
  npm run test:seeded -- --list           names them
`;
const AT_ONCE = 2;
const root = path.resolve(import.meta.dirname, '../../..');
const { values } = parseArgs({
  options: { only: { type: 'string' }, list: { type: 'boolean' }, help: { type: 'boolean' } },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const since = (start: number) => `${((performance.now() - start) / 1_000).toFixed(0)} s`;

const only = values.only?.split(',');
const chosen = seededFaults.filter(({ id }) => only === undefined || only.includes(id));
const unknown = only?.filter((id) => !seededFaults.some((fault) => fault.id === id)) ?? [];
if (values.help) say(help);
else if (values.list) for (const { id, removes } of seededFaults) say(`${id}: ${removes}`);
else if (unknown.length > 0) {
  say(`There is no fault ${unknown.join(', ')}; --list names them.`);
  process.exitCode = 2;
} else process.exitCode = await run(chosen);

async function run(faults: readonly SeededFault[]): Promise<number> {
  const start = performance.now();
  const copies = await Promise.all(Array.from({ length: AT_ONCE }, () => ProjectCopy.of(root)));
  try {
    const wrong = await failsAnyway(copies, faults);
    if (wrong.length > 0) {
      for (const line of wrong) say(line);
      return 1;
    }
    say(`Every named test passes on the untouched sources (${since(start)}).`);
    const left = [...faults];
    const missed: string[] = [];
    await Promise.all(
      copies.map(async (copy) => {
        for (let fault = left.shift(); fault; fault = left.shift()) {
          const verdict = await verdictOn(copy, fault);
          if (!verdict.caught) missed.push(fault.id);
          say(`[${faults.length - left.length}/${faults.length}] ${fault.id}: ${verdict.told}`);
        }
      }),
    );
    say(`${faults.length - missed.length} of ${faults.length} seeded faults were caught, in ${since(start)}.`);
    if (missed.length > 0) say(`NOT CAUGHT: ${missed.join(', ')}`);
    return missed.length > 0 ? 1 : 0;
  } finally {
    await Promise.all(copies.map((copy) => copy.remove()));
  }
}

/** What is wrong with the tests before anything is taken away: one that fails anyway proves nothing. */
async function failsAnyway(copies: readonly ProjectCopy[], faults: readonly SeededFault[]): Promise<readonly string[]> {
  const files = [...new Set(faults.map(({ noticedBy }) => noticedBy.file))];
  const tests = faults.map(({ noticedBy }) => noticedBy.test);
  // Both copies, so that both have everything compiled.
  const results = (
    await Promise.all(
      copies.map(({ folder }, index) =>
        runTests({ folder, files: files.filter((_, at) => at % copies.length === index), tests, bail: false }),
      ),
    )
  ).flat();
  const named = faults.filter((fault) => results.filter((result) => isNamed(result, fault)).length === 0);
  const failing = results.filter(
    (result) => result.status === 'failed' && faults.some((fault) => isNamed(result, fault)),
  );
  return [
    ...named.map(({ id, noticedBy }) => `${id}: ${noticedBy.file} ran no test "${noticedBy.test}".`),
    ...failing.map(({ file, name, why }) => `${file} "${name}" fails on the untouched sources: ${why}`),
  ];
}

async function verdictOn(copy: ProjectCopy, fault: SeededFault): Promise<{ caught: boolean; told: string }> {
  const { file, test } = fault.noticedBy;
  const start = performance.now();
  const results = await copy.with(fault, () =>
    runTests({ folder: copy.folder, files: [file], tests: [test], bail: true }),
  );
  const failed = results.find((result) => isNamed(result, fault) && result.status === 'failed');
  if (failed) return { caught: true, told: `caught by "${failed.name}" (${since(start)}): ${failed.why}` };
  const ran = results.some((result) => isNamed(result, fault) && result.status === 'passed');
  return { caught: false, told: ran ? 'NOT CAUGHT' : `NOT CAUGHT: ${file} could not be run at all.` };
}

function isNamed({ file, name, status }: TestResult, { noticedBy }: SeededFault): boolean {
  return file === noticedBy.file && name.includes(noticedBy.test) && (status === 'passed' || status === 'failed');
}
