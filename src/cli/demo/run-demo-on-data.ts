import { GraphQLClient } from 'graphql-request';
import { apiFailure } from '../api-failure.js';
import { importFile } from '../dataset/import-file.js';
import { quoteRun, startRun } from '../optimize/quote-run.js';
import { followOptimization } from '../optimize/follow-optimization.js';
import { showOutcome } from '../optimize/show-outcome.js';
import { type OptimizationOutcome, outcomeQuery } from '../optimize/outcome-documents.js';
import { ProgressDisplay } from '../optimize/progress-display.js';
import { showQuote } from '../optimize/show-quote.js';
import type { DemoOptions } from './demo-options.js';
import type { ServerProcess } from './server-process.js';
import { storeOwnKey } from './store-own-key.js';
import { heading, say } from '../terminal.js';

/** The same as the demo does with its tickets, on the user's own examples. True where the score on held-out ones rose. */
export async function runDemoOnData(
  options: DemoOptions & Required<Pick<DemoOptions, 'own'>>,
  server: ServerProcess,
  signal: AbortSignal,
): Promise<boolean> {
  const { data, wishes } = options.own;
  const access = { url: `${server.url}/graphql`, token: server.token };
  const client = new GraphQLClient(access.url, { headers: { authorization: `Bearer ${access.token}` }, signal });
  try {
    await storeOwnKey(client, options);
    const { dataset, rows, duplicates, skipped } = await importFile(client, data, () => signal.throwIfAborted());
    say(`\n${rows} rows of ${data.file}: ${duplicates} twice, ${skipped} left out.`);
    const quoted = await quoteRun(client, dataset, wishes);
    showQuote(quoted, wishes);
    if (options.model.startsWith('sandbox/')) {
      say(
        `\n  ${options.model} is a simulation and no language model: its scores show how a run goes, not how good yours`,
      );
      say('  would be. Name a real one with --model and --key-file.');
    }
    heading(`Optimizing a prompt on ${options.model}`);
    await startRun(client, quoted.id);
    const display = new ProgressDisplay();
    await followOptimization(access, quoted.id, signal, (event) => display.show(event));
    display.end();
    const { optimization } = await client.request<OptimizationOutcome>(outcomeQuery, { id: quoted.id });
    showOutcome(optimization);
    return optimization.result?.improved === true;
  } catch (error) {
    throw apiFailure(error);
  }
}
