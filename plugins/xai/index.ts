import { chatRateLimitHeaders } from 'byom/openai-compatible';
import { defineProvider } from 'byom/sdk';
import { xaiAdapter } from './xai-adapter.js';
import { xaiModels } from './xai-models.js';
import { xaiQuirks } from './xai-quirks.js';

export default defineProvider({
  id: 'xai',
  name: 'xAI',
  description: 'Grok models at their maker.',
  homepage: 'https://docs.x.ai',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.x.ai/v1',
  baseUrlCustomizable: true,
  quirks: xaiQuirks,
  models: xaiModels,
  rateLimitHeaders: chatRateLimitHeaders,
  connect: xaiAdapter,
});
