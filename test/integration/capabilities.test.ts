import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startLocalServer } from '../support/local-server.js';

let server: BootedServer;
beforeAll(async () => {
  server = await bootServer();
});
afterAll(() => server.close());

const modelPicker = gql`
  query ModelPicker($first: Int, $providers: [ID!]) {
    models(first: $first, filter: { includeDeprecated: true, providers: $providers }) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ref
        name
        providerModelId
        contextWindow
        maxOutputTokens
        catalogued
        deprecatedOn
        features
        price {
          inputPerMillion
          outputPerMillion
          cachedInputPerMillion
          asOf
        }
        parameters {
          name
          supported
          min
          max
          default
          fixedAt
          values
          maxItems
          conflictsWith
        }
        quirks {
          id
          kind
          parameter
          description
          handledBy
          effect
          source
          asOf
        }
        facts {
          name
          value
          source
          asOf
        }
        provider {
          id
          name
          version
          source
          baseUrl
          baseUrlCustomizable
          credentialRequired
          credentialFields {
            name
            label
            secret
            required
          }
        }
      }
    }
  }
`;

describe('capabilities', () => {
  it('draws a model picker from one query', async () => {
    const { models } = await server.client.request<Answer>(modelPicker, { first: 1000 });
    expect(models.nodes.length).toBe(models.totalCount);
    expect(models.pageInfo.hasNextPage).toBe(false);
    const providers = new Set(models.nodes.map((model: Answer) => model.provider.id));
    for (const id of ['openai', 'anthropic', 'groq', 'baseten', 'sandbox']) expect(providers).toContain(id);

    const model = models.nodes.find((each: Answer) => each.ref === 'openai/gpt-5-mini');
    expect(model).toMatchObject({
      id: 'openai/gpt-5-mini',
      providerModelId: 'gpt-5-mini',
      catalogued: true,
      contextWindow: expect.any(Number),
      maxOutputTokens: expect.any(Number),
      price: { inputPerMillion: expect.any(Number), outputPerMillion: expect.any(Number) },
    });
    expect(model.features).toEqual(expect.arrayContaining(['STREAMING', 'TOOLS', 'JSON_SCHEMA', 'REASONING']));
    const parameter = (name: string) => model.parameters.find((each: Answer) => each.name === name);
    expect(parameter('topK').supported).toBe(false);
    expect(parameter('reasoningEffort').values).toContain('low');
    for (const { kind, description, handledBy, id } of model.quirks) {
      expect(id).toMatch(/^openai\/(gpt-5-mini\/)?[a-z\d-]+$/);
      expect([kind, description.length > 10, handledBy]).toEqual([
        kind,
        true,
        expect.stringMatching(/^(RULE|ADAPTER|CATALOGUE)$/),
      ]);
    }
    expect(model.quirks.length).toBeGreaterThan(0);
  });

  it('gives every uniform parameter of every model', async () => {
    const { models } = await server.client.request<Answer>(
      '{ models(first: 1000) { nodes { ref parameters { name } } } }',
    );
    for (const { ref, parameters } of models.nodes) {
      expect([ref, parameters.map((each: Answer) => each.name).toSorted()]).toEqual([
        ref,
        [
          'frequencyPenalty',
          'logprobs',
          'maxOutputTokens',
          'n',
          'presencePenalty',
          'reasoningEffort',
          'seed',
          'stop',
          'temperature',
          'topK',
          'topP',
        ],
      ]);
    }
  });

  it('is read by a normalising client without a clash', async () => {
    // Of all a client would take seconds; ids begin with their provider's.
    const variables = { first: 1000, providers: ['openai', 'anthropic', 'groq', 'sandbox'] };
    const cache = new InMemoryCache();
    const client = new ApolloClient({
      cache,
      link: new HttpLink({ uri: server.url, headers: { authorization: `Bearer ${server.token}` } }),
    });
    const { data: fetched } = await client.query<Answer>({
      query: modelPicker,
      variables,
      fetchPolicy: 'network-only',
    });
    const { data: cached } = await client.query<Answer>({
      query: modelPicker,
      variables,
      fetchPolicy: 'cache-only',
    });
    // What was written last under an id would show in the place of what was written first.
    expect(cached).toEqual(fetched);
    const raw = await server.client.request<Answer>(modelPicker, variables);
    expect(
      JSON.parse(
        JSON.stringify(cached)
          .replaceAll(/"__typename":"\w+",?/g, '')
          .replaceAll(',}', '}'),
      ),
    ).toEqual(raw);
    const normalised = Object.keys(cache.extract());
    expect(normalised).toContain('Model:openai/gpt-5-mini');
    expect(normalised.filter((key) => key.startsWith('Quirk:')).length).toBeGreaterThan(10);
    client.stop();
  });

  it('pages through all models, each once', async () => {
    const query = `query ($first: Int, $after: String) {
      models(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { id } }
    }`;
    const { models } = await server.client.request<Answer>(query, { first: 1000 });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Answer = await server.client.request<Answer>(query, { first: 37, after });
      seen.push(...page.models.nodes.map((model: Answer) => model.id));
      after = page.models.pageInfo.hasNextPage ? page.models.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(models.nodes.map((model: Answer) => model.id));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('filters', async () => {
    const filtered = async (filter: object) => {
      const query =
        'query($filter: ModelFilter) { models(first: 1000, filter: $filter) { nodes { ref contextWindow features price { inputPerMillion } } } }';
      return (await server.client.request<Answer>(query, { filter })).models.nodes as Answer[];
    };
    const all = await filtered({});
    const groq = await filtered({ providers: ['groq'] });
    expect(groq.length).toBeGreaterThan(0);
    expect(groq.every(({ ref }) => ref.startsWith('groq/'))).toBe(true);
    const seeing = await filtered({ features: ['VISION', 'TOOLS'] });
    expect(seeing.map(({ ref }) => ref)).toEqual(
      all.filter(({ features }) => features.includes('VISION') && features.includes('TOOLS')).map(({ ref }) => ref),
    );
    const large = await filtered({ minContextWindow: 200_000 });
    expect(large.length).toBeGreaterThan(0);
    expect(large.every(({ contextWindow }) => contextWindow >= 200_000)).toBe(true);
    const cheap = await filtered({ maxInputPerMillion: 0.5 });
    expect(cheap.every(({ price }) => price.inputPerMillion <= 0.5)).toBe(true);
    expect((await filtered({ search: 'GPT-5' })).every(({ ref }) => ref.includes('gpt-5'))).toBe(true);
  });

  it('resolves an unlisted model of a known provider, and no model of an unknown one', async () => {
    const query =
      'query($ref: ModelRef!) { model(ref: $ref) { ref catalogued provider { id } supports(feature: STREAMING) parameter(name: "temperature") { supported } } }';
    const { model } = await server.client.request<Answer>(query, { ref: 'openai/gpt-99-imaginary' });
    expect(model).toMatchObject({ ref: 'openai/gpt-99-imaginary', catalogued: false, provider: { id: 'openai' } });
    expect(model.parameter).toEqual({ supported: expect.any(Boolean) });
    expect(await server.client.request(query, { ref: 'nobody/x' })).toEqual({ model: null });
    expect(await server.client.request('{ provider(id: "nobody") { id } refusedPlugins { reason } }')).toEqual({
      provider: null,
      refusedPlugins: [],
    });
  });

  it('asks the server that runs a model for its window, and shows that it did', async () => {
    const shown = { model_info: { 'general.architecture': 'llama', 'llama.context_length': 131_072 }, parameters: '' };
    const running = { models: [{ name: 'llama3.2:latest', context_length: 16_384 }] };
    const local = await startLocalServer({ 'POST /api/show': shown, 'GET /api/ps': running });
    try {
      await server.client.request(
        'mutation ($baseUrl: String!) { addCredential(input: { provider: "ollama", baseUrl: $baseUrl }) { id } }',
        { baseUrl: `${local.origin}/v1` },
      );
      const { model } = await server.client.request<Answer>(
        '{ model(ref: "ollama/llama3.2") { contextWindow facts { name value source asOf note } } }',
      );
      expect(model.contextWindow).toBe(16_384);
      expect(model.facts.find((fact: Answer) => fact.name === 'contextWindow')).toEqual({
        name: 'contextWindow',
        value: 16_384,
        source: 'PROBED',
        asOf: expect.stringMatching(/^20\d\d-\d\d-\d\dT/),
        note: 'The model is loaded with it now.',
      });
      expect(model.facts.find((fact: Answer) => fact.name === 'largestContextWindow').value).toBe(131_072);
      expect(model.facts.find((fact: Answer) => fact.name === 'defaults').source).toBe('DECLARED');
    } finally {
      await local.close();
    }
  });

  it("shows a provider's models as the list of all does", async () => {
    const { providers } = await server.client.request<Answer>('{ providers { id description models { id } } }');
    const { models } = await server.client.request<Answer>('{ models(first: 1000) { nodes { id provider { id } } } }');
    for (const { id, description, models: own } of providers) {
      expect(description?.length ?? 0).toBeGreaterThan(5);
      expect(own.map((model: Answer) => model.id)).toEqual(
        models.nodes.filter((model: Answer) => model.provider.id === id).map((model: Answer) => model.id),
      );
    }
  });
});
