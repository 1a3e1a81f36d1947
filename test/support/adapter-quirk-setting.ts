import { afterEach, describe, expect, it } from '@jest/globals';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import {
  quirkName,
  type Completion,
  type CompletionRequest,
  type JsonObject,
  type ProviderAdapter,
  type ProviderDefinition,
  type ResolvedModel,
} from '../../src/sdk/index.js';
import { adaptedFor } from './body-expectation.js';
import { declaredQuirks } from './declared-quirks.js';
import type { FakeProviderOptions, FakeRequest, Fault } from './fake-provider.js';
import { ProviderOverHttp } from './provider-over-http.js';

type Asked = Partial<CompletionRequest>;

/** A provider and a model of it, to look at what its adapter makes of requests and answers. */
export class AdapterQuirkSetting {
  readonly adapter: ProviderAdapter;
  readonly #over: ProviderOverHttp;

  constructor(
    private readonly definition: ProviderDefinition,
    dialect: FakeProviderOptions['dialect'],
    private readonly model: string,
  ) {
    this.adapter = definition.connect({
      resolve: () => {
        throw new Error('needs nothing of the host');
      },
    });
    this.#over = new ProviderOverHttp(definition, this.adapter, dialect);
  }

  resolved(model = this.model): ResolvedModel {
    return resolveModel(this.definition, model);
  }

  /** The body that is sent for a request. */
  sent(asked: Asked, model = this.model): JsonObject {
    return this.adapter.prepare(adaptedFor(this.definition, { model, asked }).request, { stream: false }).body;
  }

  /** What a provider's answer is read as, and the request that it answered. */
  async answered(
    answer: FakeProviderOptions['answer'],
    asked: Asked = {},
    stream = false,
  ): Promise<Completion & { readonly arrived: FakeRequest }> {
    const { request } = adaptedFor(this.definition, { model: this.model, asked });
    const called = await this.#over.call({ answer }, request, stream ? () => undefined : undefined);
    return { ...(await called.answer), arrived: called.fake.requests[0]! };
  }

  /** The code that a provider's failure is read as. */
  async failed(fault: Fault, stream = false): Promise<string | undefined> {
    const { request } = adaptedFor(this.definition, { model: this.model, asked: {} });
    const { answer } = await this.#over.call({ fault: () => fault }, request, stream ? () => undefined : undefined);
    return answer.then(
      () => undefined,
      ({ code }: { code: string }) => code,
    );
  }

  /** Where a request goes for a base URL; the code it fails with where it goes nowhere. */
  async urlFor(baseUrl: string): Promise<string> {
    const { request } = adaptedFor(this.definition, { model: this.model, asked: {} });
    let went: string | undefined;
    const fetch = (url: string | URL) => {
      went = String(url);
      return Promise.reject(new Error('goes no further'));
    };
    const { signal } = new AbortController();
    const failed = this.adapter.complete(request, { fetch, baseUrl, fields: {}, signal });
    const code = await failed.then(
      () => '',
      (error: { code: string }) => error.code,
    );
    return went ?? code;
  }

  close(): Promise<void> {
    return this.#over.close();
  }
}

/**
 * Holds a provider to each quirk that no rule handles, since the adapter does or people are merely told of it: one that
 * is declared and not shown here fails, and so does one that is shown and no longer declared.
 */
export function describeAdapterQuirks(
  definition: ProviderDefinition,
  dialect: FakeProviderOptions['dialect'],
  model: string,
  shown: Readonly<Record<string, (at: AdapterQuirkSetting) => unknown>>,
): void {
  const setting = new AdapterQuirkSetting(definition, dialect, model);
  afterEach(() => setting.close());

  describe(`what no rule handles for ${definition.id}`, () => {
    it('is all shown here', () => {
      const declared = declaredQuirks(definition).filter(
        ({ kind }) => kind === 'wire-format' || kind === 'model-limit',
      );
      expect(declared.map(quirkName).toSorted()).toEqual(Object.keys(shown).toSorted());
    });

    it.each(Object.entries(shown))('%s', async (_, show) => {
      await show(setting);
      expect.hasAssertions();
    });
  });
}
