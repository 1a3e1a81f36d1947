import { diffLines } from 'diff';
import type {
  AdaptationNote,
  Interval,
  OptimizationOutcome,
  PromptText,
  Savings,
  SpendAmount,
} from './outcome-documents.js';
import { heading, say, styled, table } from '../terminal.js';

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
const dollars = (amount: number) => `$${amount === 0 ? '0' : amount.toFixed(4)}`;

function scoreRow(name: string, score: Interval): (string | number)[] {
  const p = score.pairedP === null ? '' : score.pairedP < 0.0001 ? '< 0.0001' : score.pairedP.toFixed(4);
  return [name, percent(score.mean), `${percent(score.low)} to ${percent(score.high)}`, score.examples, p];
}

const scoreHeader = (what: string) => ['prompt', 'score', '95% interval', what, 'p (paired)'];

/** `what` is scored: tickets, examples. */
export function showScores(baseline: Interval, best: Interval, what: string): void {
  heading(
    best.split === 'TEST'
      ? `Score on ${what} that the search never saw`
      : `Score on the ${what} that the search chose by (there were none to test with)`,
  );
  say(table(scoreHeader(what), [scoreRow('as it was', baseline), scoreRow('optimized', best)]));
}

/** A prompt as text, its demonstrations below. */
function spelled(prompt: PromptText): string {
  const demonstrations = prompt.demonstrations.map((one) => {
    const inputs = Object.values(one.inputs).map(String).join(' | ');
    return `example: ${inputs} -> ${typeof one.expected === 'string' ? one.expected : JSON.stringify(one.expected)}`;
  });
  return [prompt.system ?? '', '---', prompt.user, ...demonstrations].join('\n');
}

export function showPromptDiff(before: PromptText, after: PromptText): void {
  heading('What changed in the prompt');
  for (const change of diffLines(`${spelled(before)}\n`, `${spelled(after)}\n`)) {
    const mark = change.added ? '+' : change.removed ? '-' : ' ';
    const style = change.added ? 'green' : change.removed ? 'red' : 'dim';
    for (const line of change.value.replace(/\n$/, '').split('\n')) say(styled(style, `  ${mark} ${line}`));
  }
}

function spendRow(model: string, purpose: string, spend: SpendAmount): (string | number)[] {
  const { cost } = spend;
  const amounts = [spend.calls, spend.cachedCalls, spend.inputTokens, spend.outputTokens];
  return [model, purpose, ...amounts, cost === null ? 'unknown' : dollars(cost.total)];
}

function showSavings({ cachedCalls, cachedUsd, droppedCalls, droppedUsd }: Savings): void {
  const worth = (usd: number | null) => (usd === null || usd === 0 ? '' : ` (${dollars(usd)})`);
  say(`  saved: ${cachedCalls} calls answered before${worth(cachedUsd)}, ${droppedCalls} not made for candidates that`);
  say(`         were decided early${worth(droppedUsd)}`);
}

export function showSpend({ spentBy, spent, receipt }: OptimizationOutcome['optimization']): void {
  heading('What it cost');
  const header = ['model', 'for', 'calls', 'repeated for nothing', 'tokens in', 'tokens out', 'your provider'];
  const rows = spentBy.map((row) => spendRow(row.model, row.purpose.toLowerCase(), row.spend));
  say(table(header, [...rows, spendRow('all', '', spent)]));
  say(`\n  platform: ${dollars(spent.cost?.platform ?? 0)}`);
  if (receipt !== null) showSavings(receipt.saved);
}

const shown = (value: unknown) => (value === null || value === undefined ? 'nothing' : JSON.stringify(value));

export function showAdaptations(adaptations: readonly AdaptationNote[]): void {
  for (const one of adaptations) {
    const change = `${one.action.toLowerCase()}: asked ${shown(one.requested)}, sent ${shown(one.sent)}`;
    say(`  - ${one.parameter} ${change}${one.lossless ? '' : ' (something is lost)'}`);
    say(styled('dim', `    ${one.reason}`));
  }
  if (adaptations.length === 0) say('  none');
}

/** All of it: scores, what changed, what it cost, and the verdict. */
export function showOutcome(outcome: OptimizationOutcome['optimization']): void {
  const { kind, status, reason, result, candidates, baseline, warnings } = outcome;
  for (const warning of warnings) say(`  note: ${warning}`);
  if (kind === 'EVALUATION' && baseline !== null) {
    heading('Score');
    say(table(scoreHeader('examples'), [scoreRow('as it is', baseline)]));
  } else if (result === null) {
    say(`\nIt ended as ${status.toLowerCase()}${reason === null ? '.' : `: ${reason.code}. ${reason.message}`}`);
  } else {
    if (result.baseline !== null && result.best !== null) showScores(result.baseline, result.best, 'examples');
    const before = candidates.nodes[0]?.prompt;
    if (before !== undefined && result.verdict !== 'NO_IMPROVEMENT') showPromptDiff(before, result.prompt);
  }
  showSpend(outcome);
  if (result !== null) showVerdict(result);
}

function showVerdict({ summary, savedAs }: NonNullable<OptimizationOutcome['optimization']['result']>): void {
  say(`\n${summary}`);
  if (savedAs === null) return;
  const released = savedAs.labels.includes('production') ? ', which runPrompt runs from now on' : '';
  say(`Saved as ${savedAs.id}${released}.`);
}
