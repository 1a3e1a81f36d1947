import { defineProvider } from 'byom/sdk';
import { basetenAdapter } from './baseten-adapter.js';
import { basetenModels } from './baseten-models.js';
import { basetenQuirks } from './baseten-quirks.js';

export default defineProvider({
  id: 'baseten',
  name: 'Baseten',
  description:
    "Open models by name through the Model APIs, and deployments of one's own by a credential with their base URL.",
  homepage: 'https://docs.baseten.co',
  sdkVersion: 1,
  version: '1.1.0',
  auth: [{ kind: 'bearer', scheme: 'Api-Key', when: { field: 'deployment' } }, { kind: 'bearer' }],
  credentialFields: [
    { name: 'apiKey', label: 'API key', secret: true, required: true },
    {
      name: 'deployment',
      label: 'Id of a deployment',
      secret: false,
      required: false,
      description:
        "The id within the deployment's own URL, which is to be the base URL; the key is then sent as Api-Key. Left out for the Model APIs.",
    },
  ],
  baseUrl: 'https://inference.baseten.co/v1',
  baseUrlCustomizable: true,
  quirks: basetenQuirks,
  models: basetenModels,
  connect: () => basetenAdapter,
});
