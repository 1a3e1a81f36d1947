import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import inspector from 'node:inspector';
import { ConfigError } from './config.js';

/** What Node writes or opens for these cannot be taken back once it runs. */
const irrevocable = /^--(?:heapsnapshot-near-heap-limit|tls-keylog)(?:=|$)/;
/** What Node is told to print of its own work; of streams it prints what flows. */
const printsStreams = (sections: string) =>
  sections
    .toLowerCase()
    .split(',')
    .some((section) => globbed(section).test('stream'));
const globbed = (section: string) =>
  new RegExp(
    `^${section
      .trim()
      .replaceAll(/[^\w*]/g, '')
      .replaceAll('*', '.*')}$`,
  );

/** `process.report` of newer versions of Node has more to switch off. */
type Report = NonNullable<NodeJS.Process['report']> & { excludeEnv?: boolean; excludeNetwork?: boolean };

/**
 * Memory holds keys while they are used, and all of Node's diagnostics write memory down or let others look into it. So
 * reports, heap snapshots by signal, the inspector and core dumps are shut. Fails where Node was told to do what cannot be undone here.
 */
export function shutDiagnostics(): void {
  const flags = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)];
  const flag = flags.find((one) => irrevocable.test(one));
  if (flag !== undefined) throw refused(flag.split('=', 1)[0]!);
  if (printsStreams(process.env['NODE_DEBUG'] ?? '')) throw refused('NODE_DEBUG');

  const report = process.report as Report | undefined;
  if (report) {
    report.reportOnFatalError = false;
    report.reportOnSignal = false;
    report.reportOnUncaughtException = false;
    report.excludeEnv = true;
  }
  // Those that Node itself listens to by now are for snapshots and reports; the inspector opens by SIGUSR1.
  for (const signal of process.eventNames()) {
    if (typeof signal === 'string' && signal.startsWith('SIG')) process.removeAllListeners(signal);
  }
  for (const signal of ['SIGUSR1', 'SIGUSR2'] as const) process.on(signal, () => undefined);
  if (inspector.url() !== undefined) inspector.close();
  if (process.platform === 'linux') dumpNoCore();
}

/**
 * Without a core at all where the system has `prlimit`: of one byte, since zero does not hold where cores are piped to a
 * program. Elsewhere with a core that holds no memory, only the registers of that moment.
 */
function dumpNoCore(): void {
  spawnSync('prlimit', ['--pid', String(process.pid), '--core=1:1'], {
    stdio: 'ignore',
    env: { PATH: '/usr/bin:/bin' },
  });
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // No /proc, or not ours to write: a limit on the size of core dumps is the operator's.
  }
}

const refused = (what: string) =>
  new ConfigError(
    `The server does not start with ${what}: it writes down what customers' keys go through. For a look on a machine of your own set BYOM_DIAGNOSTICS=on.`,
  );
