import type { GraphQLClient } from 'graphql-request';
import { say } from '../terminal.js';
import { EXIT } from './exit-codes.js';
import { followOptimization } from './follow-optimization.js';
import type { OptimizeOptions } from './optimize-options.js';
import { type OptimizationOutcome, outcomeQuery } from './outcome-documents.js';
import { ProgressDisplay } from './progress-display.js';
import { showOutcome } from './show-outcome.js';

/** Follows a run, tells how it ended, and gives the exit code for that. */
export async function followToEnd(
  {
    client,
    options,
    interrupted,
  }: {
    readonly client: GraphQLClient;
    readonly options: OptimizeOptions;
    readonly interrupted: AbortSignal;
  },
  id: string,
): Promise<number> {
  const display = options.json ? undefined : new ProgressDisplay();
  try {
    await followOptimization(options.access, id, interrupted, (event) => display?.show(event));
    display?.end();
  } catch (error) {
    display?.end();
    if (!interrupted.aborted) throw error;
    process.stderr.write(
      `\nIt goes on without you. Follow it again with: byom optimize --follow ${id}\n` +
        `Stop it with --cancel ${id}, or --pause ${id}.\n`,
    );
    return EXIT.interrupted;
  }
  const { optimization } = await client.request<OptimizationOutcome>(outcomeQuery, { id });
  if (options.json) say(JSON.stringify({ id, ...optimization }, undefined, 2));
  else showOutcome(optimization);
  if (optimization.status !== 'SUCCEEDED') return EXIT.failed;
  if (optimization.kind === 'EVALUATION') return EXIT.better;
  return optimization.result?.improved === true ? EXIT.better : EXIT.noBetter;
}
