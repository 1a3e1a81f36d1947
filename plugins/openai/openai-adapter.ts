import { openAICompatible } from 'byom/openai-compatible';
import type { ProviderAdapter } from 'byom/sdk';
import { amendBody } from './amend-body.js';
import { classifyError } from './classify-error.js';
import { notice } from './notice.js';

/** Chat completions and responses as OpenAI itself has them. */
export const openaiAdapter = (): ProviderAdapter =>
  openAICompatible({
    responses: true,
    doneMarker: true,
    endUserField: 'safety_identifier',
    plainToolCallIds: true,
    plainSpeakerNames: true,
    cacheMark: { prompt_cache_breakpoint: { mode: 'explicit' } },
    amendBody,
    classifyError,
    notice,
  });
