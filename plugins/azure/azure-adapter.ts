import { openAICompatible } from 'byom/openai-compatible';
import type { ProviderAdapter } from 'byom/sdk';
import { azureUrl } from './azure-url.js';
import { classifyAzureError } from './classify-azure-error.js';

/** Chat completions and responses as Azure serves them. */
export const azureAdapter = (): ProviderAdapter =>
  openAICompatible({
    responses: true,
    doneMarker: true,
    plainToolCallIds: true,
    plainSpeakerNames: true,
    url: azureUrl,
    classifyError: classifyAzureError,
  });
