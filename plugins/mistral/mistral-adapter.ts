import type { ProviderAdapter, ToolChoice } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';
import { classifyError } from './classify-error.js';
import { spellMessages } from './spell-messages.js';
import { toolCallId } from './tool-call-id.js';

const spellChoice = ({ mode, tool }: ToolChoice) =>
  mode === 'tool' && tool !== undefined
    ? { type: 'function', function: { name: tool } }
    : mode === 'required'
      ? 'any'
      : mode;

/** Chat completions as Mistral spells them. */
export const mistralAdapter = (): ProviderAdapter =>
  openAICompatible({
    streamUsage: false,
    emptyContent: '',
    toolCallId,
    toolChoice: spellChoice,
    amendBody: spellMessages,
    doneMarker: true,
    classifyError,
  });
