import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allQuirks } from '../../src/catalogue/all-quirks.js';
import { listedModels } from '../../src/catalogue/listed-models.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { loadPlugins } from '../../src/plugin-loader/load-plugins.js';
import { quirkName } from '../../src/sdk/index.js';
import { declaredQuirks } from '../support/declared-quirks.js';
import type { LoadedProvider, ProviderRegistry } from '../../src/plugin-loader/provider-registry.js';

const builtInDirectory = path.resolve(import.meta.dirname, '../../plugins');
// Every folder is a plugin: one that does not load is missed.
const ids = readdirSync(builtInDirectory).toSorted();

let registry: ProviderRegistry;
beforeAll(async () => {
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  registry = await loadPlugins({
    builtInDirectory,
    packages: [],
    packageRoot: builtInDirectory,
    host: { logger, clock: Date },
  });
});
afterAll(() => registry.dispose());

const provider = (id: string): LoadedProvider => {
  const found = registry.find(id);
  if (found === undefined) throw new Error(`${id} is not loaded.`);
  return found;
};
const quirksOf = (ref: string) => {
  const [id = '', ...rest] = ref.split('/');
  return resolveModel(provider(id).definition, rest.join('/')).quirks.map((quirk) => quirk.id);
};

/**
 * What callers must be spared of each provider, in words, and the quirks that do so for a model of which it is true.
 * Written by hand from the providers' own documentation, so that a declaration that gets lost is missed.
 */
const mustKnow: readonly (readonly [what: string, model: string, quirks: readonly string[]])[] = [
  ['hidden reasoning spends the output limit', 'openai/gpt-5-mini', ['hidden-reasoning']],
  ['hidden reasoning spends the output limit', 'openai/o3', ['hidden-reasoning']],
  [
    'models of 5.0 never take sampling parameters',
    'openai/gpt-5',
    ['always-reasoning-no-temperature', 'always-reasoning-no-top-p'],
  ],
  ...['openai/gpt-5.1', 'openai/gpt-5.6'].map(
    (model) =>
      [
        'sampling parameters only without reasoning',
        model,
        ['temperature-only-without-reasoning', 'top-p-only-without-reasoning', 'logprobs-only-without-reasoning'],
      ] as const,
  ),
  ...['openai/gpt-6-astra', 'openai/gpt-6.1-sol', 'openai/gpt-6.2-sol'].map(
    (model) =>
      [
        'always reasons, from low on',
        model,
        [
          'efforts-from-low',
          'always-reasoning-no-temperature',
          'always-reasoning-no-top-p',
          'always-reasoning-no-logprobs',
        ],
      ] as const,
  ),
  ['a refusal looks like a stop', 'openai/gpt-4o', ['refusal-beside-stop']],
  ['details of usage are in the totals', 'openai/gpt-4o', ['usage-totals-include-details']],
  ['429 may be an empty account', 'openai/gpt-4o', ['quota-is-429']],
  ['too long an input is told by a code', 'openai/gpt-4o', ['context-length-error']],
  ...['openai/gpt-5-pro', 'openai/gpt-5-codex', 'openai/gpt-5.1-codex-max', 'openai/gpt-5.3-codex'].map(
    (model) => ['only on another endpoint', model, ['responses-only']] as const,
  ),
  ['an output limit is required', 'anthropic/claude-sonnet-4-5', ['max-tokens-required']],
  ...['anthropic/claude-sonnet-4-5', 'anthropic/claude-sonnet-4-6', 'anthropic/claude-opus-4-6'].map(
    (model) =>
      [
        'temperature ends at 1, excludes top_p, and nothing of the kind goes beside thinking',
        model,
        [
          'temperature-to-one',
          'temperature-or-top-p',
          'thinking-without-temperature',
          'thinking-without-top-p',
          'thinking-without-top-k',
        ],
      ] as const,
  ),
  ...[
    'claude-opus-4-7',
    'claude-opus-4-8',
    'claude-opus-5',
    'claude-sonnet-5',
    'claude-haiku-5-5',
    'claude-fable-5',
  ].map((model) => ['top_p is near one or not at all', `anthropic/${model}`, ['top-p-near-one']] as const),
  ['the system prompt is a field', 'anthropic/claude-opus-5', ['one-system-prompt', 'system-field']],
  ['a thinking budget has a least size', 'anthropic/claude-sonnet-4-5', ['thinking-budget']],
  ...['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-fable-5'].map(
    (model) => ['no thinking budget', `anthropic/${model}`, ['adaptive-thinking-only']] as const,
  ),
  ...['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-fable-5-1', 'claude-fable-5-2'].map(
    (model) => ['no forced tools', `anthropic/${model}`, ['no-forced-tools']] as const,
  ),
  ['input is counted without the cache', 'anthropic/claude-opus-5', ['cache-excluded-from-input']],
  ['a spending limit looks like a rate limit', 'anthropic/claude-opus-5', ['spending-limits']],
  ['the key has a header of its own', 'anthropic/claude-opus-5', ['key-header']],
  ['the version of the API decides on sampling', 'anthropic/claude-opus-5', ['pinned-version']],
  ['long answers only as a stream', 'anthropic/claude-opus-5', ['long-answers-streamed']],
  ['JSON excludes tools', 'groq/openai/gpt-oss-120b', ['json-without-tools']],
  ['no JSON Schema', 'groq/llama-3.1-8b-instant', ['no-json-schema']],
  ['dedicated deployments have URLs of their own', 'baseten/any', ['dedicated-deployments']],
  ['the scheme differs by endpoint', 'baseten/any', ['bearer-scheme', 'no-predict-endpoint']],
  ['an error may be a bare text', 'baseten/any', ['bare-error-text']],
  ['reasoning excludes sampling parameters', 'deepseek/deepseek-v4-pro', ['no-temperature-while-thinking']],
  ['reasoning has to come back with each turn', 'deepseek/deepseek-flash', ['reasoning-on-each-turn']],
  ['an answer may be cut off for want of capacity', 'deepseek/deepseek-flash', ['cut-by-overload', 'keep-alive']],
  ['models that reason refuse stops and penalties', 'xai/grok-4.7', ['reasoning-no-stop', 'reasoning-beside-output']],
  ['an error has three shapes', 'xai/grok-4.7', ['three-error-shapes', 'credit-is-403-or-429']],
  ['an overlong input is cut silently', 'together/openai/gpt-oss-120b', ['overlong-input-refused']],
  ['log probabilities are a number', 'together/openai/gpt-oss-120b', ['logprobs-is-a-number']],
  ['an output limit is cut silently', 'fireworks/accounts/fireworks/models/glm-5p3', ['overlong-input-refused']],
  ['long answers only as a stream', 'fireworks/accounts/fireworks/models/glm-5p3', ['long-answers-streamed']],
  ['parameters are ignored by routes', 'openrouter/qwen/qwen3.8-max', ['only-able-routes']],
  ['a stream ends with an error', 'openrouter/any/model', ['error-ends-stream', 'error-in-200']],
  ['a queue looks like a rate limit', 'cerebras/gpt-oss-120b', ['queue-is-overload']],
  ['penalties are refused', 'cerebras/gpt-oss-120b', ['no-frequency-penalty', 'no-presence-penalty']],
  ['the window is a setting of the server', 'ollama/any', ['window-set-by-server']],
  ['messages are dropped silently', 'ollama/any', ['silent-truncation']],
  ['the output limit has a name of its own', 'ollama/any', ['num-predict']],
  ['images only inline', 'ollama/any', ['inline-images']],
  ['a stream may carry an error', 'ollama/any', ['error-in-stream']],
];

describe('the built-in plugins', () => {
  it('all load', () => {
    expect(registry.refused).toEqual([]);
    expect(registry.list().map(({ definition, source }) => [definition.id, source])).toEqual(
      ids.map((id) => [id, 'built-in']),
    );
  });

  it('have no two quirks of one id', () => {
    const all = registry.list().flatMap(({ definition }) => allQuirks(definition).map(({ id }) => id));
    expect(all.length).toBeGreaterThan(80);
    expect(all.filter((id, at) => all.indexOf(id) !== at)).toEqual([]);
  });

  it('say of every quirk where it is written and when that was read', () => {
    const bare = registry
      .list()
      .filter(({ definition }) => definition.id !== 'sandbox')
      .flatMap(({ definition }) =>
        declaredQuirks(definition)
          .filter(({ source, asOf }) => !source || !asOf)
          .map((quirk) => `${definition.id}/${quirkName(quirk)}`),
      );
    expect(bare).toEqual([]);
  });

  it.each(ids)('%s resolves each of its models, and one that nobody listed', (id) => {
    const { definition } = provider(id);
    const models = [...listedModels(definition), resolveModel(definition, 'a-model-that-nobody-listed')];
    for (const model of models) {
      expect(model).toMatchObject({ providerId: id, ref: `${id}/${model.providerModelId}` });
      if (model.maxOutputTokens !== undefined && model.contextWindow !== undefined)
        expect(model.maxOutputTokens).toBeLessThanOrEqual(model.contextWindow);
      expect(new Set(model.quirks.map((quirk) => quirk.id)).size).toBe(model.quirks.length);
    }
  });

  it.each(mustKnow)('know: %s (%s)', (_what, model, quirks) => {
    const declared = quirksOf(model);
    const [id] = model.split('/');
    expect(declared).toEqual(expect.arrayContaining(quirks.map((quirk) => `${id}/${quirk}`)));
  });
});
