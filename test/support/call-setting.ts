import { randomUUID } from 'node:crypto';
import type { CompletionRequest, ProviderAdapter } from '../../src/sdk/index.js';
import type { CallSpec } from '../../src/use-cases/make-call.js';
import { startFakeProvider, type Fault } from './fake-provider.js';
import { plainAdapter, plainProvider } from './plain-provider.js';
import { callerNamed, spendingWith, type SpendingOptions } from './spending.js';

export const canary = 'sk-canary-0123456789abcdefghijklmnop';

export interface CallOptions extends SpendingOptions {
  readonly fault?: (n: number) => Fault | undefined;
  readonly adapter?: ProviderAdapter;
  readonly latencyMs?: number;
}

/** One plain provider over HTTP, and calls on it with a key that must show nowhere. */
export async function startCallSetting({ fault, adapter = plainAdapter, latencyMs, ...options }: CallOptions = {}) {
  const fake = await startFakeProvider({ dialect: 'compatible', fault, latencyMs, answer: () => 'Paris' });
  const provider = plainProvider({}, adapter);
  const spending = spendingWith([provider], options);
  const { model } = spending.findModel.run('plain/small');
  const input = { provider: 'plain', apiKey: canary, baseUrl: fake.url };
  const credential = await spending.resolveCredential.run(callerNamed('tenant-1'), input, provider);
  const request: CompletionRequest = {
    model: 'small',
    messages: [{ role: 'user', content: 'The capital of France?' }],
    parameters: {},
  };
  const spec = (changes: Partial<CallSpec> = {}): CallSpec => ({
    tenant: 'tenant-1',
    provider,
    model,
    credential,
    request,
    onUnsupported: 'adapt',
    onOverflow: 'reject',
    purpose: 'task',
    job: { id: randomUUID(), epoch: null },
    ...changes,
  });
  return {
    ...spending,
    fake,
    spec,
    credential,
    call: (changes?: Partial<CallSpec>) => spending.makeCall.run(spec(changes)),
    /** What each attempt was settled as, in order. */
    kinds: () => spending.ledger.entries.map(({ settlement }) => settlement?.kind),
    close: async () => {
      await spending.egress.close();
      await fake.close();
    },
  };
}

export type CallSetting = Awaited<ReturnType<typeof startCallSetting>>;
