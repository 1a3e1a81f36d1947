import { defineProvider } from 'byom/sdk';
import { ollamaAdapter } from './ollama-adapter.js';
import { formatIgnored, gptOssEfforts, ollamaQuirks, oneImageAMessage } from './ollama-quirks.js';

export default defineProvider({
  id: 'ollama',
  name: 'Ollama',
  description: "Models on one's own machine. The model is the name under which it was pulled.",
  homepage: 'https://docs.ollama.com',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  credentialFields: [
    {
      name: 'apiKey',
      label: 'API key',
      secret: true,
      required: false,
      description: 'Left out for a server of your own.',
    },
  ],
  baseUrl: 'http://127.0.0.1:11434',
  baseUrlCustomizable: true,
  local: true,
  quirks: ollamaQuirks,
  models: [
    {
      matches: '*',
      price: { input: 0, output: 0 },
      features: ['streaming', 'system-prompt', 'json-mode', 'json-schema', 'seed', 'logprobs', 'tools', 'vision'],
      defaults: { temperature: 0.8, topP: 0.9, topK: 40 },
    },
    {
      matches: 'gpt-oss*',
      features: ['streaming', 'system-prompt', 'tools', 'json-mode', 'json-schema', 'seed', 'reasoning'],
      quirks: [gptOssEfforts],
    },
    { matches: ['llama3.2-vision*', '*/llama3.2-vision*', '*mllama*'], quirks: [oneImageAMessage] },
    { matches: ['*-mlx', '*-mlx-*'], quirks: [formatIgnored] },
  ],
  connect: ollamaAdapter,
});
