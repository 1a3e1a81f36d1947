import { afterEach, describe, expect, it } from '@jest/globals';
import llamacpp from '../../plugins/llamacpp/index.js';
import lmstudio from '../../plugins/lmstudio/index.js';
import vllm from '../../plugins/vllm/index.js';
import { modelFacts } from '../../src/catalogue/model-facts.js';
import { closeLocalSettings, manyWords, startLocalSetting, told } from '../support/local-setting.js';

afterEach(closeLocalSettings);

describe('vLLM', () => {
  const completion = ({ model }: { model: string }) => ({
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
  });
  const cards = (max_model_len: number) => ({
    object: 'list',
    data: [
      { id: 'Qwen/Qwen3-8B', object: 'model', owned_by: 'vllm', root: 'Qwen/Qwen3-8B', parent: null, max_model_len },
      {
        id: 'sql-lora',
        object: 'model',
        owned_by: 'vllm',
        root: '/loras/sql',
        parent: 'Qwen/Qwen3-8B',
        max_model_len: null,
      },
    ],
  });
  const served = (max: number) => ({ 'GET /v1/models': cards(max), 'POST /v1/chat/completions': completion });

  it.each(['', '/v1'])('is found by the address %j, and held to --max-model-len', async (path) => {
    const at = await startLocalSetting(vllm, served(8_192), path);
    expect(await at.show('Qwen/Qwen3-8B')).toMatchObject({ contextWindow: 8_192, exists: true });
    expect(await at.show('sql-lora')).toMatchObject({ contextWindow: 8_192, exists: true });
    expect(await at.show('Qwen/Qwen3-32B')).toMatchObject({ exists: false });
    await expect(at.ask('Qwen/Qwen3-8B', { messages: manyWords(9_000) })).rejects.toMatchObject({
      code: 'CONTEXT_WINDOW_EXCEEDED',
    });
    at.server.routes = served(16_384);
    at.pass(31_000);
    expect((await at.ask('Qwen/Qwen3-8B', { messages: manyWords(9_000) })).text).toBe('Hello.');
  });

  it('is asked again as soon as it refuses what it should take', async () => {
    let window = 16_384;
    const at = await startLocalSetting(vllm, {
      'GET /v1/models': () => cards(window),
      'POST /v1/chat/completions': (body: { model: string }) =>
        window > 8_192
          ? completion(body)
          : { error: { message: 'This model has a maximum context length.', code: 400 } },
    });
    await at.ask('Qwen/Qwen3-8B', { messages: manyWords(9_000) });
    window = 4_096;
    const again = () => at.ask('Qwen/Qwen3-8B', { messages: manyWords(9_000) });
    await expect(again()).rejects.toMatchObject({ code: 'CONTEXT_WINDOW_EXCEEDED' });
    const sent = at.server.sent('/v1/chat/completions').length;
    await expect(again()).rejects.toMatchObject({ code: 'CONTEXT_WINDOW_EXCEEDED' });
    expect(at.server.sent('/v1/chat/completions')).toHaveLength(sent);
    expect(at.server.sent('/v1/models')).toHaveLength(2);
  });

  it('reports an answer of another model', async () => {
    const routes = { ...served(8_192), 'POST /v1/chat/completions': () => completion({ model: 'llama-3' }) };
    const at = await startLocalSetting(vllm, routes);
    expect(told(await at.ask('Qwen/Qwen3-8B'))).toEqual(['vllm/served-name']);
  });
});

describe('llama.cpp', () => {
  const completion = (model: string) => ({
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
  });
  const props = {
    default_generation_settings: { id: 0, n_ctx: 16_384 },
    total_slots: 4,
    model_alias: 'qwen3-8b',
    modalities: { vision: false, audio: false },
    chat_template_caps: { supports_tools: true, supports_parallel_tool_calls: false, supports_system_role: true },
  };
  const single = {
    'GET /v1/models': {
      object: 'list',
      data: [
        { id: '/models/Qwen3-8B-Q4_K_M.gguf', aliases: ['qwen3-8b'], object: 'model', meta: { n_ctx_train: 40_960 } },
      ],
    },
    'GET /props': props,
    'POST /v1/chat/completions': ({ model }: { model: string }) => completion(model),
  };

  it('tells the window of a slot, and what the model can', async () => {
    const at = await startLocalSetting(llamacpp, single, '/v1');
    const model = await at.show('qwen3-8b');
    expect(model).toMatchObject({ contextWindow: 16_384, exists: true });
    expect(model.features).toContain('tools');
    expect(model.features).not.toContain('vision');
    expect(model.features).not.toContain('parallel-tools');
    expect(modelFacts(model).find(({ name }) => name === 'contextWindow')?.note).toContain('each of its 4 slots');
    expect(told(await at.ask('qwen3-8b'))).toEqual([]);
  });

  it('reports that it answers to a name that it does not have, whatever the answer says', async () => {
    const at = await startLocalSetting(llamacpp, single);
    const generation = await at.ask('gpt-4');
    expect(generation.text).toBe('Hello.');
    expect(generation.adaptations).toMatchObject([
      {
        parameter: 'model',
        action: 'reported',
        requested: 'gpt-4',
        lossless: false,
        quirk: 'llamacpp/any-name-answered',
      },
    ]);
    at.server.routes = { ...single, 'POST /v1/chat/completions': () => completion('Qwen3-8B-Q4_K_M.gguf') };
    expect(told(await at.ask('gpt-4'))).toEqual(['llamacpp/any-name-answered', 'llamacpp/other-model-answered']);
  });

  it('does not wake a model of a router, and asks for one that is awake by its name', async () => {
    const status = (value: string) => ({ value });
    const routed = (value: string) => ({
      'GET /v1/models': {
        data: [
          { id: 'gemma-4', status: status(value) },
          { id: 'qwen3', status: status('unloaded') },
        ],
      },
      'GET /props?model=gemma-4&autoload=false': props,
    });
    const at = await startLocalSetting(llamacpp, routed('unloaded'));
    expect(await at.show('gemma-4')).toMatchObject({ exists: true });
    expect((await at.show('gemma-4')).contextWindow).toBeUndefined();
    expect(at.server.requests.map(({ url }) => url)).toEqual(['/v1/models']);
    at.server.routes = routed('loaded');
    at.pass(31_000);
    expect(await at.show('gemma-4')).toMatchObject({ contextWindow: 16_384 });
  });
});

describe('LM Studio', () => {
  const unknown = { error: 'Unexpected endpoint or method. (GET /api/v1/models)' };
  const completion = ({ model }: { model: string }) => ({
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.', tool_calls: [] }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
  });
  const downloaded = (instances: readonly object[]) => ({
    models: [
      {
        type: 'llm',
        key: 'qwen/qwen3-8b',
        display_name: 'Qwen3 8B',
        loaded_instances: instances,
        max_context_length: 40_960,
        capabilities: { vision: false, trained_for_tool_use: true, reasoning: { allowed_options: ['off', 'on'] } },
      },
    ],
  });
  const served = (instances: readonly object[]) => ({
    'GET /api/v1/models': downloaded(instances),
    'POST /v1/chat/completions': completion,
  });

  it.each(['', '/v1', '/api/v0'])('is found by the address %j, and held to what it loaded', async (path) => {
    const at = await startLocalSetting(
      lmstudio,
      served([{ id: 'qwen/qwen3-8b', config: { context_length: 12_000 } }]),
      path,
    );
    const model = await at.show('qwen/qwen3-8b');
    expect(model).toMatchObject({ name: 'Qwen3 8B', contextWindow: 12_000, exists: true });
    expect(model.features).toEqual(expect.arrayContaining(['tools', 'reasoning']));
    expect(model.features).not.toContain('vision');
    expect((await at.ask('qwen/qwen3-8b')).text).toBe('Hello.');
  });

  it('says that a model is not loaded yet', async () => {
    const at = await startLocalSetting(lmstudio, served([]));
    const model = await at.show('qwen/qwen3-8b');
    expect(model.contextWindow).toBe(4_096);
    expect(modelFacts(model).find(({ name }) => name === 'contextWindow')?.note).toContain('not loaded');
  });

  it('is asked in the older way where it does not know the newer one', async () => {
    const listed = {
      id: 'qwen3-8b',
      type: 'vlm',
      state: 'loaded',
      max_context_length: 40_960,
      loaded_context_length: 9_000,
    };
    const at = await startLocalSetting(lmstudio, {
      'GET /api/v1/models': unknown,
      'GET /api/v0/models': { object: 'list', data: [{ ...listed, capabilities: ['tool_use'] }] },
    });
    const model = await at.show('qwen3-8b');
    expect(model).toMatchObject({ contextWindow: 9_000, exists: true });
    expect(model.features).toEqual(expect.arrayContaining(['vision', 'tools']));
  });

  it('reports that another model answered', async () => {
    const routes = served([{ id: 'qwen/qwen3-8b', config: { context_length: 12_000 } }]);
    const at = await startLocalSetting(lmstudio, {
      ...routes,
      'POST /v1/chat/completions': () => completion({ model: 'qwen/qwen3-8b' }),
    });
    expect(told(await at.ask('any-model-name'))).toEqual([
      'lmstudio/any-name-answered',
      'lmstudio/other-model-answered',
    ]);
  });
});
