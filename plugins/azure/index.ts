import { openaiModelFamilies } from 'byom/openai-compatible';
import { defineProvider } from 'byom/sdk';
import { azureAdapter } from './azure-adapter.js';
import { azureModels } from './azure-models.js';
import { azureQuirks } from './azure-quirks.js';
import { rateLimitHeaders } from './rate-limit-headers.js';

export default defineProvider({
  id: 'azure',
  name: 'Azure OpenAI',
  description:
    "OpenAI's models in a resource of Azure, over the v1 endpoint or one of a dated api-version. The model is the name of a deployment; one named after its model is known for what it takes.",
  homepage: 'https://learn.microsoft.com/azure/ai-foundry/openai/',
  sdkVersion: 1,
  version: '1.0.0',
  auth: [
    { kind: 'header', name: 'api-key', when: { field: 'apiKey' } },
    { kind: 'bearer', field: 'accessToken', when: { field: 'accessToken' } },
  ],
  credentialFields: [
    {
      name: 'resource',
      label: 'Resource',
      secret: false,
      required: false,
      description: "The resource's name, as in https://NAME.openai.azure.com; left out where a baseUrl is given.",
    },
    {
      name: 'apiKey',
      label: 'API key',
      secret: true,
      required: false,
      description: 'One of the two keys of the resource.',
    },
    {
      name: 'accessToken',
      label: 'Access token',
      secret: true,
      required: false,
      description: 'A token of Microsoft Entra ID in place of a key; it ends within about an hour.',
    },
    {
      name: 'apiVersion',
      label: 'API version',
      secret: false,
      required: false,
      description: 'A dated one, such as 2024-10-21, for endpoints before v1; left out for v1.',
    },
  ],
  baseUrl: 'https://{resource}.openai.azure.com/openai/v1',
  baseUrlCustomizable: true,
  quirks: azureQuirks,
  models: [
    { matches: '*', features: ['streaming', 'system-prompt', 'json-mode', 'seed'] },
    ...openaiModelFamilies,
    ...azureModels,
  ],
  rateLimitHeaders,
  connect: azureAdapter,
});
