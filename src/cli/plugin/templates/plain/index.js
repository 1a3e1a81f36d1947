import { defineProvider } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';

export default defineProvider({
  id: 'acme',
  name: 'Acme',
  sdkVersion: 1,
  homepage: 'https://acme.example',
  baseUrl: 'https://api.acme.example/v1',
  baseUrlCustomizable: true, // a credential may name another
  auth: { kind: 'bearer' },
  quirks: [
    { kind: 'limited-stop-sequences', most: 4 },
    { kind: 'unsupported-parameter', parameter: 'topK', source: 'https://acme.example/docs', asOf: '2026-11-01' },
  ],
  models: [
    { matches: '*', features: ['streaming', 'system-prompt'] },
    {
      matches: 'acme-large',
      name: 'Acme Large',
      contextWindow: 131072,
      maxOutputTokens: 8192,
      price: { input: 0.5, output: 1.5 },
      features: ['streaming', 'system-prompt', 'tools', 'parallel-tools', 'json-mode', 'json-schema'],
      quirks: [{ kind: 'limited-range', parameter: 'temperature', min: 0, max: 1 }],
    },
  ],
  connect: () => openAICompatible(),
});
