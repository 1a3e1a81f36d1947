import type {
  Completion,
  CompletionDelta,
  CompletionRequest,
  ProviderAdapter,
  ProviderDefinition,
} from '../../src/sdk/index.js';
import { EgressSetting, routeTo } from './egress-setting.js';
import { startFakeProvider, type FakeProvider, type FakeProviderOptions } from './fake-provider.js';

/** A provider's adapter, the real way out, and a fake at its end. */
export class ProviderOverHttp {
  readonly #setting = new EgressSetting();

  constructor(
    private readonly definition: ProviderDefinition,
    private readonly adapter: ProviderAdapter,
    private readonly dialect: FakeProviderOptions['dialect'],
  ) {}

  async call(
    options: Omit<FakeProviderOptions, 'dialect'>,
    request: CompletionRequest,
    onDelta?: (delta: CompletionDelta) => void,
  ): Promise<{ readonly fake: FakeProvider; readonly answer: Promise<Completion> }> {
    const fake = await startFakeProvider({ dialect: this.dialect, strict: true, ...options });
    this.#setting.undo.push(() => fake.close());
    const { signal } = new AbortController();
    const attempt = this.#setting.egress().attemptFetch(routeTo(fake.origin, this.definition.auth, signal));
    const call = { fetch: attempt.fetch, baseUrl: fake.url, fields: {}, signal, onDelta };
    return { fake, answer: this.adapter.complete(request, call) };
  }

  close(): Promise<void> {
    return this.#setting.close();
  }
}
