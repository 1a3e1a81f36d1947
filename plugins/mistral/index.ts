import { defineProvider } from 'byom/sdk';
import { mistralAdapter } from './mistral-adapter.js';
import { mistralFamilies } from './mistral-families.js';
import { providerQuirks } from './provider-quirks.js';
import { rateLimitHeaders } from './rate-limit-headers.js';

export default defineProvider({
  id: 'mistral',
  name: 'Mistral',
  description: "Mistral's own models and those that it hosts, with a key of Mistral AI Studio.",
  homepage: 'https://docs.mistral.ai',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.mistral.ai/v1',
  baseUrlCustomizable: true,
  quirks: providerQuirks,
  models: mistralFamilies,
  rateLimitHeaders,
  connect: mistralAdapter,
});
