import { afterEach, describe, expect, it } from '@jest/globals';
import ollama from '../../plugins/ollama/index.js';
import { modelFacts } from '../../src/catalogue/model-facts.js';
import { closeLocalSettings, manyWords, startLocalSetting, told } from '../support/local-setting.js';

afterEach(closeLocalSettings);

describe('Ollama', () => {
  const reply = ({ model }: { model: string }) => ({
    model,
    message: { role: 'assistant', content: 'Hello.' },
    done: true,
    done_reason: 'stop',
    prompt_eval_count: 12,
    eval_count: 3,
  });
  const shown = {
    parameters: 'temperature                    0.7\nnum_ctx                        8192',
    model_info: { 'general.architecture': 'qwen3', 'qwen3.context_length': 40_960, 'qwen3.embedding_length': 4_096 },
    capabilities: ['completion', 'tools', 'thinking'],
    license: 'Apache License, Version 2.0',
  };
  const idle = { 'POST /api/show': shown, 'GET /api/ps': { models: [] }, 'POST /api/chat': reply };
  const loaded = (context_length: number) => ({
    ...idle,
    'GET /api/ps': { models: [{ name: 'qwen3:latest', model: 'qwen3:latest', context_length }] },
  });

  it.each(['', '/v1', '/api'])('is found by the address %j and held to the window it runs with', async (path) => {
    const at = await startLocalSetting(ollama, loaded(4_096), path);
    const model = await at.show('qwen3');
    expect(model).toMatchObject({ contextWindow: 4_096, largestContextWindow: 40_960, exists: true });
    expect(model.features).toEqual(expect.arrayContaining(['tools', 'reasoning']));
    expect(model.features).not.toContain('vision');
    expect(at.server.sent('/api/show')).toEqual([{ model: 'qwen3' }]);
    expect(modelFacts(model).find(({ name }) => name === 'contextWindow')).toEqual({
      name: 'contextWindow',
      value: 4_096,
      source: 'probed',
      asOf: '2026-11-23T12:00:00.000Z',
      note: 'The model is loaded with it now.',
    });
  });

  it('says what it knows of a model that is not loaded, and where from', async () => {
    const at = await startLocalSetting(ollama, idle);
    const noteOf = async () => {
      const model = await at.show('qwen3');
      return [model.contextWindow, modelFacts(model).find(({ name }) => name === 'contextWindow')?.note];
    };
    expect(await noteOf()).toEqual([8_192, 'Its Modelfile says so.']);
    at.server.routes = { ...idle, 'POST /api/show': { ...shown, parameters: '' } };
    at.pass(31_000);
    expect(await noteOf()).toEqual([4_096, expect.stringContaining('OLLAMA_CONTEXT_LENGTH')]);
    at.server.routes = {
      'POST /api/show': { ...shown, remote_host: 'https://ollama.com' },
      'GET /api/ps': { models: [] },
    };
    at.pass(31_000);
    expect(await noteOf()).toEqual([40_960, expect.stringContaining('cloud')]);
    at.server.routes = {};
    at.pass(31_000);
    expect(await at.show('qwen3')).toMatchObject({ exists: false });
  });

  it('knows log probabilities by its version', async () => {
    const at = await startLocalSetting(ollama, { ...idle, 'GET /api/version': { version: '0.12.10' } });
    expect((await at.show('qwen3')).features).not.toContain('logprobs');
    at.server.routes = { ...idle, 'GET /api/version': { version: '0.13.0' } };
    at.pass(31_000);
    expect((await at.show('qwen3')).features).toContain('logprobs');
  });

  it('is asked for a larger window where a request needs one, and says so; the next window is seen when it is old', async () => {
    const at = await startLocalSetting(ollama, loaded(4_096));
    const generation = await at.ask('qwen3', { messages: manyWords(6_000) });
    expect(at.server.sent('/api/chat')).toMatchObject([{ options: { num_ctx: 8_192 }, truncate: false }]);
    expect(generation.adaptations).toContainEqual(
      expect.objectContaining({
        parameter: 'contextWindow',
        action: 'inserted',
        sent: 8_192,
        quirk: 'ollama/window-by-request',
      }),
    );
    at.server.routes = loaded(32_768);
    at.pass(31_000);
    await at.ask('qwen3', { messages: manyWords(6_000) });
    // Left out, the model would be loaded with the default again.
    expect(at.server.sent('/api/chat')[1]).toMatchObject({ options: { num_ctx: 32_768 } });
    await at.ask('qwen3');
    expect(at.server.sent('/api/chat')[2]).not.toHaveProperty('options');
    expect((await at.show('qwen3')).contextWindow).toBe(32_768);
  });

  it('refuses what fits no window that the model was trained for, before anything is sent', async () => {
    const at = await startLocalSetting(ollama, loaded(4_096));
    await expect(at.ask('qwen3', { messages: manyWords(60_000) })).rejects.toMatchObject({
      code: 'CONTEXT_WINDOW_EXCEEDED',
    });
    const { adaptations } = await at.ask('qwen3', {
      messages: [...manyWords(30_000), ...manyWords(30_000), { role: 'user', content: 'Hi.' }],
      onOverflow: 'drop-oldest',
    });
    expect(adaptations).toContainEqual(expect.objectContaining({ parameter: 'messages', action: 'truncated' }));
    expect(at.server.sent('/api/chat')).toMatchObject([{ options: { num_ctx: 40_960 } }]);
  });

  it('takes the window that the caller asks for', async () => {
    const at = await startLocalSetting(ollama, loaded(4_096));
    await at.ask('qwen3', { messages: manyWords(6_000), providerOptions: { ollama: { num_ctx: 20_000 } } });
    expect(at.server.sent('/api/chat')).toMatchObject([{ options: { num_ctx: 20_000 } }]);
  });

  it('reports messages that an older version left out in silence', async () => {
    const at = await startLocalSetting(ollama, loaded(4_096));
    expect(told(await at.ask('qwen3', { messages: manyWords(3_000) }))).toEqual(['ollama/silent-truncation']);
  });
});
