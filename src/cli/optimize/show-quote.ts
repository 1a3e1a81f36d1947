import { heading, say, table } from '../terminal.js';
import type { QuotedRun } from './quote-run.js';
import type { RunWishes } from './run-wishes.js';

const whole = (value: number) => Math.round(value).toLocaleString('en-US');

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}

/** What a run will take, and what it may take at most. */
export function showQuote({ quote, metric, examples }: QuotedRun, { model, proposer, budget }: RunWishes): void {
  heading('What it will take');
  const rows = [
    ['calls', whole(quote.calls.low), whole(quote.calls.high)],
    ['tokens', whole(quote.tokens.low), whole(quote.tokens.high)],
    [
      'dollars, to your provider',
      quote.usd === null ? 'unknown' : quote.usd.low.toFixed(2),
      quote.usd === null ? '' : quote.usd.high.toFixed(2),
    ],
    ['time', duration(quote.seconds.low), duration(quote.seconds.high)],
  ];
  say(table(['', 'from', 'to'], rows));
  const limits = Object.entries(budget).map(([name, limit]) => `${name} ${limit}`);
  say(
    `\n  ${examples} examples, scored by ${String(metric['kind'])}; ${model}${proposer ? `, proposals by ${proposer}` : ''}`,
  );
  say(`  Never more than: ${limits.join(', ')}. The ranges hold the real spend nine times in ten.`);
}
