import { GraphQLClient } from 'graphql-request';
import { createInterface } from 'node:readline/promises';
import { apiFailure } from '../api-failure.js';
import { importFile } from '../dataset/import-file.js';
import type { ImportOptions } from '../dataset/import-options.js';
import { say } from '../terminal.js';
import { quoteRun, startRun } from './quote-run.js';
import { EXIT } from './exit-codes.js';
import { followToEnd } from './follow-to-end.js';
import {
  type AskedResult,
  cancelMutation,
  deleteMutation,
  pauseMutation,
  resumeMutation,
  type StatusResult,
  statusQuery,
} from './optimization-documents.js';
import { optimizeHelp } from './optimize-help.js';
import { type OptimizeOptions, optimizeOptions } from './optimize-options.js';
import { showQuote } from './show-quote.js';

type Run = Extract<OptimizeOptions['wanted'], { kind: 'run' }>;
interface Session {
  readonly client: GraphQLClient;
  readonly options: OptimizeOptions;
  readonly interrupted: AbortSignal;
  /** Once it is on the server. */
  quoted?: string;
}

const mutations = { pause: pauseMutation, resume: resumeMutation, cancel: cancelMutation } as const;

/** `byom optimize`: talks to a running server over its API, and leaves what it started there running. */
export async function optimizeCommand(args: readonly string[]): Promise<number> {
  const options = optimizeOptions(args);
  if (options === undefined) {
    say(optimizeHelp);
    return EXIT.better;
  }
  const { url, token } = options.access;
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  const headers = { authorization: `Bearer ${token}` };
  const client = new GraphQLClient(url, { headers, signal: interruption.signal });
  const session: Session = { client, options, interrupted: interruption.signal };
  try {
    return await perform(session);
  } catch (error) {
    if (!interruption.signal.aborted) throw apiFailure(error);
    const left =
      session.quoted === undefined ? '' : ` What was quoted is still there: --resume or --cancel ${session.quoted}.`;
    process.stderr.write(`\nInterrupted before it began.${left}\n`);
    return EXIT.interrupted;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupt);
  }
}

async function perform(session: Session): Promise<number> {
  const { wanted } = session.options;
  if (wanted.kind === 'run') return run(session, wanted);
  if (wanted.kind === 'follow') {
    const { optimization } = await session.client.request<StatusResult>(statusQuery, { id: wanted.id });
    if (optimization?.status === 'PAUSED') process.stderr.write(`It is paused: --resume ${wanted.id} lets it go on.\n`);
    if (optimization?.status === 'AWAITING_KEY') {
      process.stderr.write(`It waits for another key: rotate the stored one, then --resume ${wanted.id}.\n`);
    }
    return followToEnd(session, wanted.id);
  }
  const { asked } = await session.client.request<AskedResult>(mutations[wanted.kind], { id: wanted.id });
  say(session.options.json ? JSON.stringify({ id: wanted.id, ...asked }) : asked.status);
  return EXIT.better;
}

async function run(session: Session, { data, wishes, consent }: Run): Promise<number> {
  const { client, options, interrupted } = session;
  const dataset = 'dataset' in data ? data.dataset : await imported(session, data);
  const quoted = await quoteRun(client, dataset, wishes);
  const { id, quote } = quoted;
  session.quoted = id;
  if (!options.json) showQuote(quoted, wishes);
  if (consent === 'quote-only' || (consent === 'ask' && !(await agreed(interrupted)))) {
    await client.request(deleteMutation, { id });
    if (options.json) say(JSON.stringify({ dataset, quote }));
    return consent === 'quote-only' ? EXIT.better : EXIT.declined;
  }
  await startRun(client, id);
  process.stderr.write(`\nOptimization ${id}\n\n`);
  return followToEnd(session, id);
}

async function imported({ client, options, interrupted }: Session, data: ImportOptions): Promise<string> {
  const { dataset, rows, added, duplicates, skipped, faults } = await importFile(client, data, () =>
    interrupted.throwIfAborted(),
  );
  if (options.json) return dataset;
  say(`${rows} rows: ${added} stored as dataset ${dataset}, ${duplicates} there already, ${skipped} left out.`);
  for (const { line, problem } of faults) say(`  line ${line} ${problem}`);
  return dataset;
}

async function agreed(signal: AbortSignal): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question('\nBegin? [y/N] ', { signal })).trim());
  } catch (error) {
    if (signal.aborted) throw error;
    // Ctrl-C, which the terminal keeps to itself while it asks, is a no.
    return false;
  } finally {
    terminal.close();
  }
}
