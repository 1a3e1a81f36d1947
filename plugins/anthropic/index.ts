import { defineProvider } from 'byom/sdk';
import { AnthropicAdapter } from './anthropic-adapter.js';
import { anthropicModels } from './anthropic-models.js';
import { providerQuirks } from './provider-quirks.js';
import { rateLimitHeaders } from './rate-limit-headers.js';

export default defineProvider({
  id: 'anthropic',
  name: 'Anthropic',
  description: "Anthropic's Claude models over the Messages API, with a key of the Anthropic console.",
  homepage: 'https://platform.claude.com/docs',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'header', name: 'x-api-key' },
  baseUrl: 'https://api.anthropic.com',
  baseUrlCustomizable: true,
  quirks: providerQuirks,
  models: anthropicModels,
  rateLimitHeaders,
  connect: () => new AnthropicAdapter(),
});
