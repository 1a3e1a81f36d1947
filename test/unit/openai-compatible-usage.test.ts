import { describe, expect, it } from '@jest/globals';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import { attempt, whole } from './openai-compatible-setting.js';

const counts = { prompt_tokens: 100, completion_tokens: 20 };
const read = async (usage: object, speaker = openAICompatible()) =>
  (await attempt(whole({ content: 'x' }, 'stop', { usage }), { speaker })).completion.usage;
const plain = { inputTokens: 100, cachedInputTokens: 0, outputTokens: 20, reasoningTokens: 0 };

describe('usage', () => {
  it.each([
    ['OpenAI', { prompt_tokens_details: { cached_tokens: 64 } }],
    ['DeepSeek', { prompt_cache_hit_tokens: 64, prompt_cache_miss_tokens: 36 }],
    ['Moonshot', { cached_tokens: 64 }],
    ['a gateway to Anthropic', { cache_read_input_tokens: 64 }],
    ['Responses', { input_tokens_details: { cached_tokens: 64 } }],
  ])('counts what came from a cache as %s spells it', async (_, details) => {
    expect(await read({ ...counts, ...details })).toEqual({ ...plain, cachedInputTokens: 64 });
  });

  it.each([
    ['OpenAI', { prompt_tokens_details: { cache_write_tokens: 30 } }],
    ['a gateway to Anthropic', { cache_creation_input_tokens: 30 }],
    ['LiteLLM', { prompt_tokens_details: { cached_tokens: 0, cache_creation_tokens: 30 } }],
  ])('counts what was written to a cache as %s spells it', async (_, details) => {
    expect(await read({ ...counts, ...details })).toEqual({ ...plain, cacheWriteTokens: 30 });
  });

  it('holds reasoning in the output, unless the grand total says that it stands beside', async () => {
    const details = { completion_tokens_details: { reasoning_tokens: 12 } };
    expect(await read({ ...counts, ...details, total_tokens: 120 })).toEqual({ ...plain, reasoningTokens: 12 });
    expect(await read({ ...counts, ...details, total_tokens: 132 })).toEqual({
      ...plain,
      outputTokens: 32,
      reasoningTokens: 12,
    });
    expect(await read({ ...counts, reasoning_tokens: 12 })).toEqual({ ...plain, reasoningTokens: 12 });
  });

  it('never has more details than the whole', async () => {
    const details = {
      prompt_tokens_details: { cached_tokens: 900, cache_write_tokens: 900 },
      completion_tokens_details: { reasoning_tokens: 900 },
    };
    expect(await read({ ...counts, ...details })).toEqual({
      inputTokens: 100,
      cachedInputTokens: 100,
      cacheWriteTokens: 100,
      outputTokens: 20,
      reasoningTokens: 20,
    });
  });

  it("is counted in a plugin's own way where it has one", async () => {
    const speaker = openAICompatible({
      readUsage: ({ search_tokens: extra }, usual) => ({
        ...usual,
        inputTokens: usual.inputTokens + Number(extra),
      }),
    });
    expect(await read({ ...counts, search_tokens: 7 }, speaker)).toEqual({ ...plain, inputTokens: 107 });
  });
});
