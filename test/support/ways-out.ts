import { metricNeeds } from '../../src/use-cases/optimization/metric-needs.js';
import { MetricWebhook } from '../../src/use-cases/optimization/metric-webhook.js';
import type { PromptStore } from '../../src/prompts/prompt-store.js';
import type { LoadedProvider } from '../../src/plugin-loader/provider-registry.js';
import type { ResolveName } from '../../src/egress/resolve-name.js';
import { RotateCredential } from '../../src/use-cases/rotate-credential.js';
import { RunPrompt } from '../../src/use-cases/run-prompt.js';
import { SetAlias } from '../../src/use-cases/set-alias.js';
import { VerifyCredential } from '../../src/use-cases/verify-credential.js';
import type { StoredCredential } from '../../src/vault/credential-store.js';
import { TenantSecret } from '../../src/vault/tenant-secret.js';
import { InMemoryMetricScoreStore } from './in-memory-metric-score-store.js';
import { plainAdapter, plainProvider } from './plain-provider.js';
import { callerNamed, spendingWith } from './spending.js';

const key = 'sk-canary-0123456789abcdefghijklmnop';
const caller = callerNamed('tenant-1');
const messages = [{ role: 'user' as const, content: 'Hi.' }];

const asking: LoadedProvider = plainProvider(
  { id: 'asking', credentialFields: [], auth: { kind: 'none' }, baseUrl: undefined },
  {
    ...plainAdapter,
    probe: async (_, { fetch, baseUrl }) => ({
      contextWindow: Number(await (await fetch(`${baseUrl}/v1/models`)).text()),
    }),
  },
);

/** Everything that leads out of the server, told to go to one URL; each fails, or says whether it has come there. */
export function waysOut(options: { readonly resolve: ResolveName; readonly allow?: readonly string[]; own: number }) {
  const { resolve, allow = [], own } = options;
  const spending = spendingWith([plainProvider({ baseUrl: 'https://93.184.215.14' }), asking], { allow, resolve });
  const { credentials, registry, resolveCredential, makeCall, findModel, endpoints, vault, audit, aliases } = spending;
  const { oncePerKey } = spending;
  endpoints.forbidOwnPort(own);
  const definition = (id: string) => registry.find(id)!.definition;
  const rotate = new RotateCredential({ registry, credentials, vault, endpoints, audit, limits: spending.limitStore });
  const verify = new VerifyCredential({
    registry,
    credentials,
    findModel,
    resolveCredential,
    makeCall,
    oncePerKey,
    clock: Date,
  });
  const setAlias = new SetAlias({ aliases, credentials, findModel });
  const saved = { name: 'p', version: 1, model: 'plain/small', template: { user: 'Hi.', demonstrations: [] } };
  const prompts = { labelled: async () => saved } as unknown as PromptStore;
  const runPrompt = new RunPrompt({ prompts, generate: spending.generate });
  const ask = { model: 'plain/small', messages };
  let once = 0;

  /** As if its address had been public, or allowed, when it was stored. */
  const stored = (baseUrl: string, provider = 'plain', makeDefault = false): Promise<StoredCredential> =>
    vault.add('tenant-1', {
      definition: definition(provider),
      ...(provider === 'plain' && { apiKey: key }),
      baseUrl,
      makeDefault,
    });
  const streamed = async (credential: object) => {
    const events = spending.generate.stream(caller, { ...ask, credential, idempotencyKey: `once-${once++}` });
    for await (const _ of events);
  };

  const ways: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
    'addCredential, base URL': (baseUrl) =>
      spending.addCredential.run(caller, { provider: 'plain', apiKey: key, baseUrl }),
    'rotateCredential, base URL': async (baseUrl) =>
      rotate.run(caller, (await stored('https://93.184.215.14')).id, { apiKey: key, baseUrl }),
    'WEBHOOK metric, when a run is asked for': (url) =>
      metricNeeds({ kind: 'webhook', url }, [], { findModel, endpoints }),
    'WEBHOOK metric, when it scores': async (url) => {
      const webhook = new MetricWebhook({
        egress: spending.egress,
        scores: new InMemoryMetricScoreStore(),
        tenant: 'tenant-1',
        optimization: 'run',
        concurrency: 1,
        signal: new AbortController().signal,
        secret: async () => new TenantSecret(() => ({ secret: key })),
        waitsMs: [],
      });
      return webhook.score({ url, sealedSecret: 'x' }, { exampleId: 'e', output: 'o' });
    },
    'generate, inline': (baseUrl) =>
      spending.generate.run(caller, { ...ask, credential: { provider: 'plain', apiKey: key, baseUrl } }),
    'generate, stored': async (url) =>
      spending.generate.run(caller, { ...ask, credential: { id: (await stored(url)).id } }),
    'a stream, inline': (baseUrl) => streamed({ provider: 'plain', apiKey: key, baseUrl }),
    'a stream, stored': async (url) => streamed({ id: (await stored(url)).id }),
    'runPrompt, stored': async (url) => {
      const { id } = await stored(url);
      return runPrompt.run(caller, { name: 'p', inputs: {}, credential: { id } });
    },
    verifyCredential: async (url) => {
      const { errorCode } = await verify.run(caller, (await stored(url)).id);
      if (errorCode !== null) throw Object.assign(new Error(errorCode), { code: errorCode });
    },
    'an alias': async (url) => {
      const { id } = await stored(url);
      await setAlias.run(caller, { name: 'mine', model: 'plain/small', credential: id });
      return spending.generate.run(caller, { ...ask, model: 'alias:mine' });
    },
    'a fallback': async (url) => {
      await stored(url, 'plain', true);
      const refused = { provider: 'asking', baseUrl: 'http://nowhere.example' };
      const input = { ...ask, model: 'asking/any', credential: refused, fallbacks: ['plain/small'] };
      return spending.generate.run(caller, input);
    },
    'a query of a model': async (url) => {
      const { id } = await stored(url, 'asking', true);
      await setAlias.run(caller, { name: 'local', model: 'asking/any', credential: id });
      const { contextWindow } = await spending.showModel.run(caller, 'alias:local');
      // A server that may not be asked leaves the model as it was declared.
      if (contextWindow === 100_000) throw Object.assign(new Error('Not asked.'), { code: 'ENDPOINT_BLOCKED' });
    },
  };
  return { ways, close: () => spending.egress.close() };
}
