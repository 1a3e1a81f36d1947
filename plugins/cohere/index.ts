import { defineProvider } from 'byom/sdk';
import { CohereAdapter } from './cohere-adapter.js';
import { cohereFamilies } from './cohere-families.js';
import { providerQuirks } from './provider-quirks.js';

export default defineProvider({
  id: 'cohere',
  name: 'Cohere',
  description: "Cohere's Command and Aya models over its Chat API, version 2.",
  homepage: 'https://docs.cohere.com',
  sdkVersion: 1,
  version: '1.0.0',
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.cohere.com',
  baseUrlCustomizable: true,
  quirks: providerQuirks,
  models: cohereFamilies,
  connect: () => new CohereAdapter(),
});
