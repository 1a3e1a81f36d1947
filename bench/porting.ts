import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GraphQLClient, gql } from 'graphql-request';
import { findPackageRoot } from '../src/cli/find-package-root.js';
import { mean } from '../src/optimization/statistics/interval.js';
import { renderPrompt } from '../src/prompts/render-prompt.js';
import type { PromptTemplate } from '../src/prompts/prompt-store.js';
import { startByom } from './children.js';
import { scoreRelay } from './optimizers/optbench/score-relay.js';

const help = `node dist/bench/porting.js [--optbench FOLDER] [--tasks triage,report,tone] [--models sim-small,sim-medium,sim-large]
    [--calls 600] [--port-calls 200] [--seeds 1,2] [--out FILE]

Over optbench's simulated models: optimizes a prompt on each model from nothing with so many task calls, carries each result
over to each other model with a third of them, and prints the true test scores: how much of the gain on the old model the
ported prompt has on the new one, beside the old prompt as it is and a prompt optimized there from nothing. Simulated.`;

const { values: options } = parseArgs({
  options: {
    optbench: { type: 'string', default: path.join(fileURLToPath(findPackageRoot()), '../shared/optbench') },
    tasks: { type: 'string', default: 'triage,report,tone' },
    models: { type: 'string', default: 'sim-small,sim-medium,sim-large' },
    calls: { type: 'string', default: '600' },
    'port-calls': { type: 'string', default: '200' },
    seeds: { type: 'string', default: '1,2' },
    out: { type: 'string' },
    help: { type: 'boolean' },
  },
});
/** Its programs know themselves by their real path. */
const optbench = options.help ? '' : realpathSync(options.optbench);
const list = (value: string) => value.split(',');
const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Run {
  readonly id: string;
  readonly status: string;
  readonly spent: { readonly calls: number; readonly taskCalls: number };
  readonly result: { readonly prompt: PromptTemplate; readonly summary: string } | null;
  readonly port: { readonly broken: number; readonly compared: number } | null;
}

const ended = gql`
  query ($id: ID!) {
    optimization(id: $id) {
      id
      status
      spent {
        calls
        taskCalls
      }
      port {
        broken
        compared
      }
      result {
        summary
        prompt {
          system
          user
          demonstrations {
            inputs
            expected
          }
        }
      }
    }
  }
`;

/** One of the benchmark's servers, with the customer's scorer beside it, as the product sees them. */
async function startTask(client: GraphQLClient, task: string, seed: string) {
  const folder = path.join(optbench, 'tasks', task, 'public');
  const server = spawn(
    process.execPath,
    [path.join(optbench, 'simlm.mjs'), '--task', task, '--seed', seed, '--port', '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const port = await new Promise<number>((resolve) =>
    server.stdout.once('data', (text: Buffer) => resolve((JSON.parse(text.toString()) as { port: number }).port)),
  );
  const base = `http://127.0.0.1:${port}/v1`;
  const relay = await scoreRelay(base);
  const rows = (name: string, split: string) =>
    readFileSync(path.join(folder, `${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; input: string; expected?: string })
      .map(({ id, input, expected }) => ({ id, inputs: { input }, expected, split }));
  const about = JSON.parse(readFileSync(path.join(folder, 'task.json'), 'utf8')) as Record<string, string>;
  const shared = {
    dataset: { examples: [...rows('train', 'TRAIN'), ...rows('val', 'VALIDATION')], testShare: 0 },
    metric: { kind: 'WEBHOOK', url: relay.url },
    proposer: `openai-compatible/${about['reflection_model']}`,
    seed: Number(seed),
    credentials: [{ provider: 'openai-compatible', apiKey: 'sk-sim', baseUrl: base }],
  };
  const run = async (mutation: 'optimizePrompt' | 'portPrompt', input: object): Promise<Run> => {
    const type = mutation === 'optimizePrompt' ? 'OptimizePromptInput' : 'PortPromptInput';
    const started = await client.request<Record<string, { id: string }>>(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`,
      { input: { ...shared, ...input } },
    );
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const { optimization } = await client.request<{ optimization: Run }>(ended, { id: started[mutation]!.id });
      if (!['QUEUED', 'RUNNING'].includes(optimization.status)) return optimization;
    }
  };
  const base0 = { system: about['base_instruction']!, user: '{{input}}', parameters: { temperature: 0 } };
  const close = async () => {
    server.kill();
    await relay.close();
  };
  return { run, base: base0, close };
}

/** The benchmark's own: the expected score on its hidden test examples. */
function trueScore(task: string, model: string, prompt: PromptTemplate, folder: string): number {
  const file = path.join(folder, 'final.json');
  writeFileSync(file, JSON.stringify({ messages: renderPrompt(prompt, { input: '{{input}}' }) }));
  const told = execFileSync(process.execPath, [
    path.join(optbench, 'evaluate.mjs'),
    '--task',
    task,
    '--final',
    file,
    '--model',
    model,
  ]);
  return (JSON.parse(told.toString()) as { score: number }).score;
}

const asInput = ({ system, user, demonstrations }: PromptTemplate) => ({
  system,
  user,
  demonstrations: demonstrations.map(({ inputs, expected }) => ({ inputs, expected })),
  parameters: { temperature: 0 },
});

interface Row {
  readonly task: string;
  readonly seed: string;
  readonly from: string;
  readonly to: string;
  /** True scores: of the first prompt on both models, of the optimized one on both, of the ported and of one from nothing. */
  readonly scores: Readonly<Record<'baseFrom' | 'baseTo' | 'source' | 'moved' | 'ported' | 'nothing', number>>;
  readonly calls: { readonly port: number; readonly nothing: number };
}

async function measure(client: GraphQLClient, task: string, seed: string, folder: string): Promise<Row[]> {
  const { run, base, close } = await startTask(client, task, seed);
  try {
    const models = list(options.models);
    const found = new Map<string, { readonly id: string; readonly prompt: PromptTemplate; readonly calls: number }>();
    const score = (model: string, prompt: PromptTemplate) => trueScore(task, model, prompt, folder);
    for (const model of models) {
      const { id, result, spent, status } = await run('optimizePrompt', {
        prompt: base,
        model: `openai-compatible/${model}`,
        budget: { maxTaskCalls: Number(options.calls) },
      });
      if (result === null) throw new Error(`The optimization on ${model} ended ${status}.`);
      found.set(model, { id, prompt: result.prompt, calls: spent.taskCalls });
    }
    const rows: Row[] = [];
    for (const from of models) {
      for (const to of models.filter((model) => model !== from)) {
        const source = found.get(from)!;
        const { result, spent, status, port } = await run('portPrompt', {
          prompt: asInput(source.prompt),
          optimization: source.id,
          from: `openai-compatible/${from}`,
          to: `openai-compatible/${to}`,
          budget: { maxTaskCalls: Number(options['port-calls']) },
        });
        if (result === null) throw new Error(`The port to ${to} ended ${status}.`);
        const baseTemplate: PromptTemplate = { ...base, demonstrations: [] };
        const scores = {
          baseFrom: score(from, baseTemplate),
          baseTo: score(to, baseTemplate),
          source: score(from, source.prompt),
          moved: score(to, source.prompt),
          ported: score(to, result.prompt),
          nothing: score(to, found.get(to)!.prompt),
        };
        const calls = { port: spent.taskCalls, nothing: found.get(to)!.calls };
        rows.push({ task, seed, from, to, scores, calls });
        const figures = Object.entries(scores).map(([name, value]) => `${name} ${value.toFixed(3)}`);
        print(
          `${task} ${seed} ${from} to ${to}: ${figures.join(', ')}; ${calls.port} of ${calls.nothing} calls; ${port?.broken} of ${port?.compared} broke`,
        );
      }
    }
    return rows;
  } finally {
    await close();
  }
}

/** Ratios of means: single gains are small where the first prompt was good already. */
function report(rows: readonly Row[]): string {
  const of = (name: keyof Row['scores']) => mean(rows.map(({ scores }) => scores[name]));
  const sourceGain = of('source') - of('baseFrom');
  const part = (name: 'moved' | 'ported' | 'nothing') => (of(name) - of('baseTo')) / sourceGain;
  const kept = (name: 'moved' | 'ported') => (of(name) - of('baseTo')) / (of('nothing') - of('baseTo'));
  const percent = (share: number) => `${(100 * share).toFixed(0)}%`;
  return [
    `${rows.length} ports; mean scores: on the old model ${of('baseFrom').toFixed(3)} to ${of('source').toFixed(3)}; on the new one ${of('baseTo').toFixed(3)} at first, ${of('moved').toFixed(3)} moved, ${of('ported').toFixed(3)} ported, ${of('nothing').toFixed(3)} from nothing`,
    `of the old model's gain: moved ${percent(part('moved'))}, ported ${percent(part('ported'))}, from nothing ${percent(part('nothing'))}`,
    `of the gain from nothing: moved ${percent(kept('moved'))}, ported ${percent(kept('ported'))}`,
    `task calls: ${mean(rows.map(({ calls }) => calls.port)).toFixed(0)} to port, ${mean(rows.map(({ calls }) => calls.nothing)).toFixed(0)} from nothing`,
  ].join('\n');
}

if (options.help) print(help);
else {
  const folder = mkdtempSync(path.join(tmpdir(), 'byom-porting-'));
  const byom = await startByom(['127.0.0.0/8']);
  try {
    const client = new GraphQLClient(byom.url, { headers: { authorization: `Bearer ${byom.token}` } });
    const rows: Row[] = [];
    for (const seed of list(options.seeds)) {
      for (const task of list(options.tasks)) rows.push(...(await measure(client, task, seed, folder)));
    }
    if (options.out !== undefined) writeFileSync(options.out, JSON.stringify(rows));
    for (const task of list(options.tasks)) print(`\n${task}: ${report(rows.filter((row) => row.task === task))}`);
    print(`\nall, simulated: ${report(rows)}`);
  } finally {
    await byom.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
