import { inline, modelOf, type CanaryWorld, type Way } from './canary-world.js';
import type { Canary } from './canary-shapes.js';

const examples = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((text) => ({ inputs: { text }, expected: 'OK' }));

/** What every kind of run takes, on a key of its own. */
export const runInput = (world: CanaryWorld, canary: Canary, manner = 'silence') => ({
  prompt: { user: 'Say OK: {{text}}' },
  dataset: { examples },
  metric: { kind: 'EXACT_MATCH' },
  budget: { maxCalls: 60 },
  credentials: [inline(canary, world)],
  model: modelOf(canary, manner),
});

const kinds = {
  optimizePrompt: ['OptimizePromptInput', (input: ReturnType<typeof runInput>) => input],
  evaluate: ['EvaluateInput', (input: ReturnType<typeof runInput>) => input],
  optimizeModel: [
    'OptimizeModelInput',
    ({ model, ...input }: ReturnType<typeof runInput>) => ({
      ...input,
      models: [model, model.replace('echo', 'other')],
    }),
  ],
  portPrompt: [
    'PortPromptInput',
    ({ model, ...input }: ReturnType<typeof runInput>) => ({
      ...input,
      from: model,
      to: model.replace('echo', 'other'),
    }),
  ],
} as const;
type Kind = keyof typeof kinds;

const ended = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'AWAITING_KEY', 'PAUSED']);

/** Starts one; gives its id where it began. */
export async function startRun(
  world: CanaryWorld,
  kind: Kind,
  input: ReturnType<typeof runInput>,
): Promise<string | undefined> {
  const [type, toInput] = kinds[kind];
  const query = `mutation ($input: ${type}!) { ${kind}(input: $input) { id status reason { code message } warnings } }`;
  const { body } = await world.client.ask({ query, variables: { input: toInput(input) } });
  return body.data?.[kind]?.id as string | undefined;
}

export async function endOfRun({ client }: CanaryWorld, id: string): Promise<string> {
  const query = `query ($id: ID!) { optimization(id: $id) { status warnings reason { code message } } }`;
  for (let tries = 0; ; tries++) {
    const { body } = await client.ask({ query, variables: { id } });
    const status = (body.data?.optimization?.status ?? 'NOT_FOUND') as string;
    if (ended.has(status)) return status;
    if (tries > 300) throw new Error(`A run does not end: ${status}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Keys that outlive a request: sealed for one run, and gone with it. */
export const runWays: readonly Way[] = [
  ...(Object.keys(kinds) as Kind[]).map((kind): Way => ({
    name: kind,
    async run(world, canary) {
      const id = await startRun(world, kind, runInput(world, canary));
      if (id !== undefined) await endOfRun(world, id);
    },
  })),
  {
    name: 'a run whose key is refused, resumed',
    reaches: true,
    async run(world, canary) {
      const id = await startRun(world, 'evaluate', runInput(world, canary, 'error'));
      if (id === undefined) return;
      await endOfRun(world, id);
      const query = `mutation ($id: ID!, $credentials: [CredentialInput!]) { resumeOptimization(id: $id, credentials: $credentials) { status } }`;
      await world.client.ask({ query, variables: { id, credentials: [inline(canary, world)] } });
      await endOfRun(world, id);
      await world.client.ask({
        query: 'mutation ($id: ID!) { cancelOptimization(id: $id) { id } }',
        variables: { id },
      });
    },
  },
  {
    name: 'a run whose answers hold the key',
    reaches: true,
    async run(world, canary) {
      const id = await startRun(world, 'evaluate', runInput(world, canary, 'forms'));
      if (id !== undefined) await endOfRun(world, id);
    },
  },
  {
    name: 'runPrompt',
    reaches: true,
    async run(world, canary) {
      const save = `mutation ($input: SavePromptInput!) { savePrompt(input: $input) { id } }`;
      const input = { name: 'canaries', prompt: { user: 'Say OK: {{text}}' }, model: modelOf(canary, 'text') };
      await world.client.ask({ query: save, variables: { input } });
      const run = `mutation ($input: RunPromptInput!) { runPrompt(input: $input) { text } }`;
      const asked = {
        name: 'canaries',
        inputs: { text: 'x' },
        model: modelOf(canary, 'text'),
        credential: inline(canary, world),
      };
      await world.client.ask({ query: run, variables: { input: asked } });
      await world.client.ask({ query: run, variables: { input: { ...asked, name: 'none' } } });
    },
  },
  {
    name: 'secret of a webhook',
    async run(world, canary) {
      const metric = { kind: 'WEBHOOK', url: `${world.upstream}/echo-text`, secret: canary.secrets[0] };
      const input = { ...runInput(world, canary), metric };
      const id = await startRun(world, 'evaluate', input);
      if (id !== undefined) await endOfRun(world, id);
    },
  },
];
