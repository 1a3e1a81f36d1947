import { defineProvider } from 'byom/sdk';
import { families } from './families.js';
import { models } from './models.js';
import { OpenAIAdapter } from './openai-adapter.js';
import { quirks } from './quirks.js';

export default defineProvider({
  id: 'openai',
  name: 'OpenAI',
  description: "OpenAI's chat completions.",
  homepage: 'https://platform.openai.com',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.openai.com/v1',
  baseUrlCustomizable: true,
  quirks,
  models: [{ matches: '*', features: ['streaming', 'system-prompt', 'json-mode', 'seed'] }, ...families, ...models],
  connect: (host) => host.resolve(OpenAIAdapter),
});
