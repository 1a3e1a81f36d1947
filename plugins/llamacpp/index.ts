import { defineProvider } from 'byom/sdk';
import { llamacppAdapter } from './llamacpp-adapter.js';
import { gptOssEfforts, llamacppQuirks } from './llamacpp-quirks.js';

export default defineProvider({
  id: 'llamacpp',
  name: 'llama.cpp',
  description:
    'The model that a llama-server of your own runs. Its name is the alias that it was started with, or its file; a router has several.',
  homepage: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  credentialFields: [
    {
      name: 'apiKey',
      label: 'API key',
      secret: true,
      required: false,
      description: 'What the server was started with as --api-key; left out where it was started without.',
    },
  ],
  baseUrl: 'http://127.0.0.1:8080',
  baseUrlCustomizable: true,
  local: true,
  quirks: llamacppQuirks,
  models: [
    {
      matches: '*',
      price: { input: 0, output: 0 },
      features: [
        'streaming',
        'system-prompt',
        'json-mode',
        'json-schema',
        'seed',
        'logprobs',
        'tools',
        'parallel-tools',
        'vision',
        'reasoning',
      ],
      defaults: { temperature: 0.8, topP: 0.95, topK: 40 },
    },
    { matches: ['*gpt-oss*', '*gpt_oss*'], quirks: [gptOssEfforts] },
  ],
  connect: llamacppAdapter,
});
