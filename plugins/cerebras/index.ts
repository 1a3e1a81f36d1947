import { defineProvider } from 'byom/sdk';
import { cerebrasAdapter } from './cerebras-adapter.js';
import { cerebrasModels } from './cerebras-models.js';
import { cerebrasQuirks } from './cerebras-quirks.js';
import { rateLimitHeaders } from './rate-limit-headers.js';

export default defineProvider({
  id: 'cerebras',
  name: 'Cerebras',
  description: 'Open models on wafer-scale hardware.',
  homepage: 'https://inference-docs.cerebras.ai',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.cerebras.ai/v1',
  baseUrlCustomizable: true,
  quirks: cerebrasQuirks,
  models: cerebrasModels,
  rateLimitHeaders,
  connect: cerebrasAdapter,
});
