import { chatRateLimitHeaders, openaiModelFamilies } from 'byom/openai-compatible';
import { defineProvider } from 'byom/sdk';
import { modelLimits } from './model-limits.js';
import { openaiAdapter } from './openai-adapter.js';
import { providerQuirks } from './provider-quirks.js';

export default defineProvider({
  id: 'openai',
  name: 'OpenAI',
  description:
    "OpenAI's models over chat completions and the Responses API, chosen by the model, with a key of the OpenAI platform.",
  homepage: 'https://platform.openai.com',
  sdkVersion: 1,
  version: '1.1.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.openai.com/v1',
  baseUrlCustomizable: true,
  quirks: providerQuirks,
  models: [
    { matches: '*', features: ['streaming', 'system-prompt', 'json-mode', 'seed'] },
    ...openaiModelFamilies,
    ...modelLimits,
  ],
  rateLimitHeaders: chatRateLimitHeaders,
  connect: openaiAdapter,
});
