import { openAICompatible } from 'byom/openai-compatible';
import type { ProviderAdapter } from 'byom/sdk';
import { amendBody } from './amend-body.js';
import { classifyError } from './classify-error.js';
import { notice } from './notice.js';
import { sendOverOpenaiSdk } from './send-over-openai-sdk.js';

/** Chat completions and responses as OpenAI itself has them, over its own SDK. */
export const openaiAdapter = (): ProviderAdapter =>
  openAICompatible({
    responses: true,
    doneMarker: true,
    endUserField: 'safety_identifier',
    plainToolCallIds: true,
    plainSpeakerNames: true,
    cacheMark: { prompt_cache_breakpoint: { mode: 'explicit' } },
    send: sendOverOpenaiSdk,
    amendBody,
    classifyError,
    notice,
  });
