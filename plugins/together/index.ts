import { defineProvider } from 'byom/sdk';
import { togetherAdapter } from './together-adapter.js';
import { togetherModels } from './together-models.js';
import { togetherQuirks } from './together-quirks.js';
import { rateLimitHeaders } from './rate-limit-headers.js';

export default defineProvider({
  id: 'together',
  name: 'Together AI',
  description: 'Open models, served by name or on endpoints of your own.',
  homepage: 'https://docs.together.ai',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.together.xyz/v1',
  baseUrlCustomizable: true,
  quirks: togetherQuirks,
  models: togetherModels,
  rateLimitHeaders,
  connect: togetherAdapter,
});
