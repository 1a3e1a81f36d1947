import { defineProvider } from 'byom/sdk';
import { groqAdapter } from './groq-adapter.js';
import {
  groqQuirks,
  gptOssEfforts,
  jsonSchemaAsJson,
  noReasoningEffort,
  qwenEfforts,
  qwenSwitch,
} from './groq-quirks.js';

export default defineProvider({
  id: 'groq',
  name: 'Groq',
  description: 'Open models on fast hardware of its own.',
  homepage: 'https://console.groq.com/docs',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.groq.com/openai/v1',
  baseUrlCustomizable: true,
  quirks: groqQuirks,
  models: [
    { matches: '*', features: ['streaming', 'system-prompt', 'json-mode', 'seed'] },
    {
      matches: ['llama-*', 'meta-llama/llama-3*', 'meta-llama/llama-guard*', 'groq/*', 'gemma*', 'allam-*'],
      quirks: [jsonSchemaAsJson, noReasoningEffort],
    },
    { matches: 'meta-llama/llama-4*', quirks: [noReasoningEffort] },
    { matches: 'moonshotai/*', quirks: [noReasoningEffort] },
    { matches: 'qwen/*', quirks: [jsonSchemaAsJson] },
    { matches: 'openai/gpt-oss*', quirks: [gptOssEfforts] },
    { matches: ['qwen/qwen3-*', 'qwen/qwen3.6-*'], quirks: [qwenSwitch] },
    { matches: 'qwen/qwen3.8-*', quirks: [qwenEfforts] },
  ],
  connect: groqAdapter,
});
