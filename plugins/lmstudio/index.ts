import { defineProvider } from 'byom/sdk';
import { lmstudioAdapter } from './lmstudio-adapter.js';
import { gptOssEfforts, lmstudioQuirks } from './lmstudio-quirks.js';

export default defineProvider({
  id: 'lmstudio',
  name: 'LM Studio',
  description: 'Models that an LM Studio of your own serves. The model is its identifier there.',
  homepage: 'https://lmstudio.ai/docs/developer',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  credentialFields: [
    {
      name: 'apiKey',
      label: 'API token',
      secret: true,
      required: false,
      description: 'Left out where the server asks for none, as it is by default.',
    },
  ],
  baseUrl: 'http://127.0.0.1:1234',
  baseUrlCustomizable: true,
  local: true,
  quirks: lmstudioQuirks,
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
        'tools',
        'parallel-tools',
        'vision',
        'reasoning',
      ],
    },
    { matches: '*gpt-oss*', quirks: [gptOssEfforts] },
  ],
  connect: lmstudioAdapter,
});
