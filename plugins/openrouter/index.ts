import { defineProvider } from 'byom/sdk';
import { openrouterAdapter } from './openrouter-adapter.js';
import { openrouterModels } from './openrouter-models.js';
import { openrouterQuirks } from './openrouter-quirks.js';

export default defineProvider({
  id: 'openrouter',
  name: 'OpenRouter',
  description: 'Models of many makers behind one key, routed to whoever serves them.',
  homepage: 'https://openrouter.ai/docs',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://openrouter.ai/api/v1',
  baseUrlCustomizable: true,
  quirks: openrouterQuirks,
  models: openrouterModels,
  connect: openrouterAdapter,
});
