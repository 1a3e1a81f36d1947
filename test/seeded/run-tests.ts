import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface TestResult {
  readonly file: string;
  readonly name: string;
  readonly status: string;
  /** The first line of what went wrong. */
  readonly why: string;
}

interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

export interface TestRun {
  readonly folder: string;
  readonly files: readonly string[];
  /** Parts of the names of those that run. */
  readonly tests: readonly string[];
  /** Ends with the first file that has a failure. */
  readonly bail: boolean;
}

const nothing = 'test/seeded/nothing.mjs';
const withoutDatabase = [`--globalSetup=./${nothing}`, `--globalTeardown=./${nothing}`];
/** For one fault's test, and for all the tests of a copy. */
const LONGEST_MS = { one: 5 * 60_000, all: 30 * 60_000 };

/** Runs tests of a copy with Jest; a file that could not be run at all has no results. */
export async function runTests({ folder, files, tests, bail }: TestRun): Promise<readonly TestResult[]> {
  // Jest takes none for all.
  if (files.length === 0) return [];
  const report = path.join(folder, `.report-${process.hrtime.bigint()}.json`);
  const given = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${report}`,
    '--silent',
    '--forceExit',
    '--maxWorkers=1',
    `--cacheDirectory=${path.join(folder, '.jest-cache')}`,
    '--watchman=false',
    '--runTestsByPath',
    `--testNamePattern=${[...new Set(tests)].map(escaped).join('|')}`,
    ...(bail ? ['--bail=1'] : []),
    ...(files.every((file) => file.startsWith('test/unit/')) ? withoutDatabase : []),
    ...files,
  ];
  const jest = spawn(process.execPath, given, { cwd: folder, stdio: 'ignore' });
  const late = setTimeout(() => jest.kill('SIGKILL'), bail ? LONGEST_MS.one : LONGEST_MS.all);
  await new Promise((resolve, reject) => jest.once('close', resolve).once('error', reject));
  clearTimeout(late);
  // One that had to be killed says nothing.
  if (jest.signalCode !== null) return [];
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as JestReport;
  await rm(report);
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages }) => ({
      file: path.relative(folder, name),
      name: fullName,
      status,
      why: firstLine(failureMessages[0] ?? ''),
    })),
  );
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function firstLine(message: string): string {
  const lines = stripVTControlCharacters(message).split('\n');
  return (lines.find((line) => line.trim() !== '') ?? '').slice(0, 120);
}
