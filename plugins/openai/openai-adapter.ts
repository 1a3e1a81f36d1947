import { openAICompatible } from 'byom/openai-compatible';
import type { ProviderAdapter } from 'byom/sdk';
import { demandsJson, withJsonDemand } from './json-demand.js';
import { sendOverOpenaiSdk } from './send-over-openai-sdk.js';

/** Chat completions as OpenAI itself has them, over its own SDK. */
export const openaiAdapter = (): ProviderAdapter =>
  openAICompatible({
    doneMarker: true,
    endUserField: 'safety_identifier',
    send: sendOverOpenaiSdk,
    amendBody: withJsonDemand,
    notice: (request) =>
      demandsJson(request)
        ? [
            {
              quirk: 'json-named-in-messages',
              parameter: 'messages',
              reason: 'JSON mode is taken only where a message asks for JSON, so one that does was added.',
              lossless: true,
            },
          ]
        : [],
  });
