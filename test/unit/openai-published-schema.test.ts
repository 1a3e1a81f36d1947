import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import azure from '../../plugins/azure/index.js';
import openai from '../../plugins/openai/index.js';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { listedIds } from '../../src/catalogue/listed-ids.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { ByomError, type CompletionRequest, type ProviderDefinition } from '../../src/sdk/index.js';
import { arbitraryRequest } from '../support/arbitrary-request.js';
import { adaptedFor } from '../support/body-expectation.js';
import { openaiBodies } from '../support/openai-bodies.js';
import {
  openaiSchemaMissing,
  publishedOpenaiFields,
  publishedOpenaiSchema,
  type OpenaiRequestSchema,
} from '../support/published-openai-schema.js';

/** As many as are said to hold; fewer where nobody waits for all of them. */
const numRuns = Number(process.env['BYOM_TEST_REQUESTS'] ?? 1_000);
const unlisted = [
  'o1-mini',
  'o1-preview',
  'o3-deep-research',
  'computer-use-preview',
  'codex-mini-latest',
  'chatgpt-4o-latest',
  'gpt-4o-search-preview',
  'gpt-5-search-api',
  'gpt-4-0613',
  'gpt-4o-mini-2024-07-18',
  'ft:gpt-4o-mini-2024-07-18:acme::A1b2',
  'gpt-6.3-nova',
];
const models = fc.constantFrom(...listedIds(openai), ...unlisted);
const options = fc.constantFrom(
  undefined,
  { verbosity: 'low', service_tier: 'flex', metadata: { a: 'b' } },
  { logit_bias: { 50256: -100 }, store: true, prompt_cache_key: 'k' },
);

const connected = (definition: ProviderDefinition) =>
  definition.connect({
    resolve: () => {
      throw new Error('needs nothing of the host');
    },
  });

const published = openaiSchemaMissing === undefined ? describe : describe.skip;
published(
  `OpenAI's published schema${openaiSchemaMissing === undefined ? '' : ` (skipped: ${openaiSchemaMissing})`}`,
  () => {
    const known = (name: OpenaiRequestSchema) => ({
      validate: publishedOpenaiSchema(name),
      fields: publishedOpenaiFields(name),
    });
    const chat = openaiSchemaMissing === undefined ? known('CreateChatCompletionRequest') : undefined;
    const responses = openaiSchemaMissing === undefined ? known('CreateResponse') : undefined;

    const expectTaken = (path: string, body: object) => {
      const { validate, fields } = (path === '/responses' ? responses : chat)!;
      const taken = validate(body);
      if (!taken)
        throw new Error(`${JSON.stringify(body)} is refused: ${JSON.stringify(validate.errors?.slice(0, 5))}`);
      expect(Object.keys(body).filter((field) => !fields.has(field))).toEqual([]);
    };

    it.each([
      ['openai', openai],
      ['azure', azure],
    ])(
      'takes what is sent for generated requests to %s',
      (_, definition) => {
        const adapter = connected(definition);
        const paths = new Map<string, number>();
        fc.assert(
          fc.property(arbitraryRequest, models, options, fc.boolean(), (asked, model, providerOptions, stream) => {
            const request: CompletionRequest = {
              ...asked,
              model,
              ...(providerOptions && { providerOptions: providerOptions as never }),
              ...(stream && { stream }),
            };
            let adapted: CompletionRequest;
            try {
              const policy = { onUnsupported: 'adapt', onOverflow: 'reject' } as const;
              adapted = adaptRequest(request, resolveModel(definition, model), policy).request;
            } catch (error) {
              if (!ByomError.is(error)) throw error;
              expect(['UNSUPPORTED_FEATURE', 'CONTEXT_WINDOW_EXCEEDED']).toContain(error.code);
              paths.set('refused', (paths.get('refused') ?? 0) + 1);
              return;
            }
            const { path, body } = adapter.prepare(adapted, { stream: adapted.stream === true });
            expectTaken(path, JSON.parse(JSON.stringify(body)) as object);
            paths.set(path, (paths.get(path) ?? 0) + 1);
          }),
          { numRuns },
        );
        expect(paths.get('/chat/completions')).toBeGreaterThan(numRuns / 10);
        expect(paths.get('/responses')).toBeGreaterThan(numRuns / 20);
      },
      300_000,
    );

    it.each(openaiBodies.map((one, index) => [`${index}: ${one.model}`, one] as const))(
      'takes the body for %s',
      (_, one) => {
        const { path, body } = connected(openai).prepare(adaptedFor(openai, one).request, { stream: true });
        expectTaken(path, JSON.parse(JSON.stringify(body)) as object);
      },
    );

    it('refuses what it does not take', () => {
      const { body } = connected(openai).prepare(adaptedFor(openai, { model: 'gpt-4o-mini', asked: {} }).request, {
        stream: false,
      });
      expect(() => expectTaken('/chat/completions', { ...body, stop: ['a', 'b', 'c', 'd', 'e'] })).toThrow(
        'is refused',
      );
      expect(() => expectTaken('/chat/completions', { ...body, top_k: 4 })).toThrow('top_k');
      expect(() => expectTaken('/responses', { model: 'm', input: [{ role: 'bard', content: 'x' }] })).toThrow(
        'is refused',
      );
      expect(() => expectTaken('/responses', { model: 'm', input: [], max_output_tokens: 4 })).toThrow('is refused');
    });
  },
);
