import { chatRateLimitHeaders } from 'byom/openai-compatible';
import { defineProvider } from 'byom/sdk';
import { groqAdapter } from './groq-adapter.js';
import { groqModels } from './groq-models.js';
import { groqQuirks } from './groq-quirks.js';

export default defineProvider({
  id: 'groq',
  name: 'Groq',
  description: 'Open models on fast hardware of its own.',
  homepage: 'https://console.groq.com/docs',
  sdkVersion: 1,
  version: '1.1.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.groq.com/openai/v1',
  baseUrlCustomizable: true,
  quirks: groqQuirks,
  models: groqModels,
  rateLimitHeaders: chatRateLimitHeaders,
  connect: groqAdapter,
});
