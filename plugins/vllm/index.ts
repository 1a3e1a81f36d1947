import { defineProvider } from 'byom/sdk';
import { alternatingTurns, gptOssEfforts, nineCharacterIds, noSystemRole, vllmQuirks } from './vllm-quirks.js';
import { vllmAdapter } from './vllm-adapter.js';

export default defineProvider({
  id: 'vllm',
  name: 'vLLM',
  description: 'Models that a vLLM server of your own serves. The model is its served name, or that of a LoRA adapter.',
  homepage: 'https://docs.vllm.ai',
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
  baseUrl: 'http://127.0.0.1:8000',
  baseUrlCustomizable: true,
  local: true,
  quirks: vllmQuirks,
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
      ],
      defaults: { temperature: 1, topP: 1 },
    },
    {
      matches: [
        '*-VL*',
        '*-vl*',
        '*ision*',
        '*llava*',
        '*pixtral*',
        '*Pixtral*',
        '*gemma-3*',
        '*gemma-4*',
        '*Llama-4*',
        '*InternVL*',
      ],
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
      ],
    },
    {
      matches: ['*gemma*', '*Mistral*', '*mistral*', '*Mixtral*', '*mixtral*', '*Llama-2-*', '*llama-2-*'],
      quirks: alternatingTurns,
    },
    {
      matches: [
        '*gemma-2b*',
        '*gemma-7b*',
        '*gemma-1.1-*',
        '*gemma-2-*',
        '*Mistral-7B-Instruct-v0.1*',
        '*Mistral-7B-Instruct-v0.2*',
      ],
      quirks: [noSystemRole],
    },
    { matches: '*gpt-oss*', quirks: [gptOssEfforts] },
    { matches: ['*istral*', '*ixtral*', '*evstral*'], quirks: [nineCharacterIds] },
  ],
  connect: vllmAdapter,
});
