import { GraphQLClient } from 'graphql-request';
import { randomBytes } from 'node:crypto';
import { apiFailure } from '../api-failure.js';
import { UsageError } from '../usage-error.js';
import type { DemoOptions } from './demo-options.js';
import { demoPrompt } from './demo-prompt.js';
import { addCredentialMutation, type AddCredentialResult } from './credential-documents.js';
import { followOptimization } from '../optimize/follow-optimization.js';
import { optimizePromptMutation, type OptimizePromptResult } from '../optimize/optimization-documents.js';
import { type OptimizationOutcome, outcomeQuery, type PromptText } from '../optimize/outcome-documents.js';
import {
  runPromptMutation,
  type RunPromptResult,
  savePromptMutation,
  type SavePromptResult,
} from './prompt-documents.js';
import { ProgressDisplay } from '../optimize/progress-display.js';
import type { ServerProcess } from './server-process.js';
import { providerOf } from './provider-of.js';
import { showCapabilities } from './show-capabilities.js';
import { showAdaptations, showPromptDiff, showScores, showSpend } from '../optimize/show-outcome.js';
import type { StandInProvider } from './stand-in-provider.js';
import { storeOwnKey } from './store-own-key.js';
import { supportTickets } from './support-tickets.js';
import { heading, say } from '../terminal.js';

const secondModels = ['anthropic/claude-sonnet-4-5', 'anthropic/claude-haiku-4-5'] as const;
const promptName = 'support-tickets';
const newTicket = 'The courier was here, yet the parcel holds an iron and I ordered a kettle.';

interface Demo {
  readonly options: DemoOptions;
  readonly server: ServerProcess;
  readonly standIn: StandInProvider;
  readonly signal: AbortSignal;
}

/** True where the score on held-out tickets rose. Everything goes through the API, as for any client. */
export async function runDemo({ options, server, standIn, signal }: Demo): Promise<boolean> {
  const client = new GraphQLClient(`${server.url}/graphql`, {
    headers: { authorization: `Bearer ${server.token}` },
    signal,
  });
  try {
    await showCapabilities(client, options.model);
    const standInCredential = await storeCredentials(client, options, standIn);
    const outcome = await optimize(client, server, options, signal);
    const { result } = outcome;
    if (!result?.baseline || !result.best) {
      throw new UsageError(
        `The optimization ended as ${outcome.status.toLowerCase()} without a test score. ${outcome.reason?.message ?? ''}`,
      );
    }
    showScores(result.baseline, result.best, 'tickets');
    showPromptDiff({ ...demoPrompt, demonstrations: [] }, result.prompt);
    showSpend(outcome);
    heading('Adaptations met on the way');
    showAdaptations(outcome.adaptations.map(({ adaptation }) => adaptation));
    await runElsewhere(client, options, standIn, result.prompt, standInCredential);
    const rose = result.best.mean > result.baseline.mean;
    say(`\n${rose ? 'The prompt got better.' : 'The score on held-out tickets did not rise.'} ${result.summary}`);
    return rose;
  } catch (error) {
    throw apiFailure(error);
  }
}

/** Returns the id of the stand-in's credential. */
async function storeCredentials(
  client: GraphQLClient,
  options: DemoOptions,
  standIn: StandInProvider,
): Promise<string> {
  await storeOwnKey(client, options);
  const provider = providerOf(secondModels[0]);
  const second = {
    provider,
    apiKey: `stand-in-${randomBytes(16).toString('hex')}`,
    baseUrl: standIn.url,
    name: 'stand-in',
    // A key of the user's own for this provider stays the default.
    makeDefault: providerOf(options.model) !== provider,
  };
  return (await client.request<AddCredentialResult>(addCredentialMutation, { input: second })).addCredential.id;
}

async function optimize(
  client: GraphQLClient,
  server: ServerProcess,
  options: DemoOptions,
  signal: AbortSignal,
): Promise<OptimizationOutcome['optimization']> {
  heading(`Optimizing a prompt on ${options.model}`);
  const input = {
    prompt: demoPrompt,
    model: options.model,
    dataset: {
      examples: supportTickets.map(({ ticket, team, note }) => ({
        inputs: { ticket },
        expected: team,
        feedback: note,
      })),
    },
    metric: { kind: 'EXACT_MATCH' },
    budget: { maxCalls: options.budget, maxConcurrency: 8 },
    strategy: 'AUTO',
    seed: 1,
  };
  const { optimizePrompt } = await client.request<OptimizePromptResult>(optimizePromptMutation, { input });
  const { calls, usd } = optimizePrompt.quote;
  const price = usd === null ? '' : `, $${usd.low.toFixed(2)} to $${usd.high.toFixed(2)}`;
  say(
    `  ${supportTickets.length} tickets; at most ${options.budget} calls; expected ${calls.low} to ${calls.high}${price}\n`,
  );
  const display = new ProgressDisplay();
  await followOptimization({ url: `${server.url}/graphql`, token: server.token }, optimizePrompt.id, signal, (event) =>
    display.show(event),
  );
  display.end();
  const { optimization } = await client.request<OptimizationOutcome>(outcomeQuery, { id: optimizePrompt.id });
  return optimization;
}

async function runElsewhere(
  client: GraphQLClient,
  options: DemoOptions,
  standIn: StandInProvider,
  { system, user, demonstrations }: PromptText,
  standInCredential: string,
): Promise<void> {
  heading('The same prompt on a second provider');
  const secondModel = secondModels.find((model) => model !== options.model) ?? secondModels[0];
  const prompt = { system, user, demonstrations, parameters: demoPrompt.parameters };
  const saved = await client.request<SavePromptResult>(savePromptMutation, {
    input: { name: promptName, prompt, model: options.model },
  });
  say(`  Saved as ${saved.savePrompt.id}.`);
  say(`  ${secondModel} is a stand-in at ${standIn.origin}, started by this demo:`);
  say(
    '  it speaks the Messages API over HTTP and answers with the same simulation. Nothing leaves this machine for it.',
  );
  say(`  Ticket: ${newTicket}\n`);
  for (const model of [options.model, secondModel]) {
    const contested = model === secondModel && providerOf(options.model) === providerOf(secondModel);
    const credential = contested ? { id: standInCredential } : undefined;
    const input = { name: promptName, inputs: { ticket: newTicket }, model, credential };
    const { runPrompt } = await client.request<RunPromptResult>(runPromptMutation, { input });
    say(`  model: "${model}"  ->  ${JSON.stringify(runPrompt.text)}`);
    say('  adaptations:');
    showAdaptations(runPrompt.adaptations);
    say();
  }
  say(`  Between the two requests nothing but the model string changed.`);
}
