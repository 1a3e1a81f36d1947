import { defineProvider } from 'byom/sdk';
import { fireworksAdapter } from './fireworks-adapter.js';
import { fireworksModels } from './fireworks-models.js';
import { fireworksQuirks } from './fireworks-quirks.js';
import { rateLimitHeaders } from './rate-limit-headers.js';

export default defineProvider({
  id: 'fireworks',
  name: 'Fireworks AI',
  description: 'Open models, served by name or on deployments of your own.',
  homepage: 'https://docs.fireworks.ai',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.fireworks.ai/inference/v1',
  baseUrlCustomizable: true,
  quirks: fireworksQuirks,
  models: fireworksModels,
  rateLimitHeaders,
  connect: fireworksAdapter,
});
