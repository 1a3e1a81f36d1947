import { providerAudits, type Conformance, type ProviderAudit } from '../../sdk/audits/provider-audits.js';
import { exportBeside, openPlugin } from '../../server/open-plugin.js';
import { say, styled, table } from '../terminal.js';
import { UsageError } from '../usage-error.js';
import { pinState } from './print-pin.js';

export interface CheckOptions {
  readonly failedOnly: boolean;
  readonly json: boolean;
}

interface Outcome {
  readonly audit: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly reason: string;
}

/** No audit waits for anything but the plugin, so one that takes so long never ends. */
const mostMs = 10_000;
const fixtures = 'fixtures/conformance.js';

/** Runs every audit of a plugin and prints a table; 1 where one fails. */
export async function checkPlugin(place: string, { failedOnly, json }: CheckOptions): Promise<number> {
  const { definition, folder, host } = await opened(place);
  const conformance = await exportBeside(folder, fixtures, 'conformance');
  if (conformance === undefined)
    throw new UsageError(`It has no ${fixtures}: export \`conformance\` there, as \`byom plugin new\` writes it.`);
  const { skip = [] } = conformance as Conformance;
  const outcomes: Outcome[] = [];
  for (const audit of providerAudits(definition, conformance as Conformance, host))
    outcomes.push(await outcomeOf(audit));
  outcomes.push(...skip.map(({ audit, reason }): Outcome => ({ audit, result: 'skipped', reason })));

  const shown = outcomes.filter(({ result }) => !failedOnly || result !== 'passed');
  if (json) for (const outcome of shown) say(JSON.stringify(outcome));
  else {
    const rows = shown.map(({ audit, result, reason }) => [audit, marked(result), reason]);
    if (rows.length > 0) say(table(['audit', 'result', 'reason'], rows));
    say(`\n${definition.id}: ${summary(outcomes)}`);
    say(await pinState(place));
  }
  return outcomes.some(({ result }) => result === 'failed') ? 1 : 0;
}

async function opened(place: string) {
  try {
    return await openPlugin(place);
  } catch (error) {
    throw new UsageError(`A server would refuse it. ${error instanceof Error ? error.message : ''}`);
  }
}

async function outcomeOf({ name, run }: ProviderAudit): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It does not end within ${mostMs / 1_000} seconds.`)), mostMs);
  });
  try {
    await Promise.race([run(), late]);
    return { audit: name, result: 'passed', reason: '' };
  } catch (error) {
    return { audit: name, result: 'failed', reason: firstLines(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** What an assertion says, in one line. */
function firstLines(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}

const marks = { passed: 'green', failed: 'red', skipped: 'dim' } as const;
const marked = (result: Outcome['result']) => styled(marks[result], result);

function summary(outcomes: readonly Outcome[]): string {
  const counts = (['passed', 'failed', 'skipped'] as const).map(
    (result) => `${outcomes.filter((one) => one.result === result).length} ${result}`,
  );
  return counts.join(', ');
}
