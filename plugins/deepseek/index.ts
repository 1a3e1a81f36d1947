import { defineProvider } from 'byom/sdk';
import { deepseekAdapter } from './deepseek-adapter.js';
import { deepseekModels } from './deepseek-models.js';
import { deepseekQuirks } from './deepseek-quirks.js';

export default defineProvider({
  id: 'deepseek',
  name: 'DeepSeek',
  description: 'DeepSeek models at their maker, with thinking on unless turned off.',
  homepage: 'https://api-docs.deepseek.com',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.deepseek.com',
  baseUrlCustomizable: true,
  quirks: deepseekQuirks,
  models: deepseekModels,
  connect: deepseekAdapter,
});
