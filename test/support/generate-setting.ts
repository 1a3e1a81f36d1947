import type { GenerateInput } from '../../src/use-cases/generate-input.js';
import { startFakeProvider, type FakeProvider, type FakeProviderOptions } from './fake-provider.js';
import { plainAdapter, plainProvider } from './plain-provider.js';
import { callerNamed, spendingWith, type Spending, type SpendingOptions } from './spending.js';

export const canary = 'sk-canary-0123456789abcdefghijklmnop';
export const tenant = callerNamed('tenant-1');
export const inline = { provider: 'plain', apiKey: canary };

export const ask = (changes: Partial<GenerateInput> = {}): GenerateInput => ({
  model: 'plain/small',
  messages: [{ role: 'user', content: 'The capital of France?' }],
  ...changes,
});

const optionalKey = { name: 'apiKey', label: 'Key', secret: true, required: false };
const offline = {
  id: 'offline',
  auth: { kind: 'none' as const },
  credentialFields: [],
  baseUrl: undefined,
  baseUrlCustomizable: false,
};
const offlineAdapter = {
  ...plainAdapter,
  complete: async () => ({ choices: [{ text: 'from here', finishReason: 'stop' as const, toolCalls: [] }] }),
};

/** Four providers, three of them on one fake server: with a key, with another, with a key or none, and offline. */
export class GenerateSetting {
  fake!: FakeProvider;
  spending!: Spending;

  async start(options: Partial<FakeProviderOptions> & SpendingOptions = {}): Promise<void> {
    await this.close();
    this.fake = await startFakeProvider({ dialect: 'compatible', answer: () => 'Paris', ...options });
    const { url: baseUrl } = this.fake;
    this.spending = spendingWith(
      [
        plainProvider({ baseUrl }),
        plainProvider({ id: 'other', baseUrl }),
        plainProvider({ id: 'optional', baseUrl, credentialFields: [optionalKey] }),
        plainProvider(offline, offlineAdapter),
      ],
      options,
    );
  }

  /** The authentication of each request that arrived. */
  get sentKeys(): readonly unknown[] {
    return this.fake.requests.map(({ headers }) => headers.authorization);
  }

  async close(): Promise<void> {
    await this.spending?.egress.close();
    await this.fake?.close();
  }
}
