import { defineProvider } from 'byom/sdk';
import { GeminiAdapter } from './gemini-adapter.js';
import { geminiFamilies } from './gemini-families.js';
import { providerQuirks } from './provider-quirks.js';

export default defineProvider({
  id: 'google',
  name: 'Google Gemini',
  description: 'The Gemini and Gemma models of the Gemini API, with a key of Google AI Studio.',
  homepage: 'https://ai.google.dev/gemini-api/docs',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'header', name: 'x-goog-api-key' },
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
  baseUrlCustomizable: true,
  quirks: providerQuirks,
  models: geminiFamilies,
  connect: () => new GeminiAdapter(),
});
