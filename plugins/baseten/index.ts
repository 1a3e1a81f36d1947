import { defineProvider } from 'byom/sdk';
import { basetenAdapter } from './baseten-adapter.js';
import { basetenQuirks, gptOssEfforts, noReasoningEffort, noTopK } from './baseten-quirks.js';

export default defineProvider({
  id: 'baseten',
  name: 'Baseten',
  description:
    "Open models by name through the Model APIs, and deployments of one's own by a credential with their base URL.",
  homepage: 'https://docs.baseten.co',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://inference.baseten.co/v1',
  baseUrlCustomizable: true,
  quirks: basetenQuirks,
  models: [
    { matches: '*', features: ['streaming', 'system-prompt'] },
    { matches: ['deepseek-ai/*', 'moonshotai/*', 'openai/*', 'MiniMaxAI/*'], quirks: [noTopK] },
    {
      matches: ['zai-org/*', 'moonshotai/*', 'MiniMaxAI/*', 'nvidia/*', 'deepseek-ai/DeepSeek-V3*'],
      quirks: [noReasoningEffort],
    },
    { matches: 'openai/gpt-oss*', quirks: [gptOssEfforts] },
  ],
  connect: () => basetenAdapter,
});
