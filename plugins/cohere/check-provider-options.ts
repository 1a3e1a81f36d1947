import { ByomError, type CompletionRequest } from 'byom/sdk';

const owned = new Set([
  'model',
  'messages',
  'stream',
  'max_tokens',
  'temperature',
  'p',
  'k',
  'stop_sequences',
  'seed',
  'frequency_penalty',
  'presence_penalty',
  'logprobs',
  'response_format',
  'tools',
  'tool_choice',
  'strict_tools',
]);

/** Fields that a uniform parameter owns may not be given beside it, since no rule would see them. */
export function checkProviderOptions({ providerOptions, parameters }: CompletionRequest): void {
  for (const field of Object.keys(providerOptions ?? {})) {
    if (!owned.has(field) && !(field === 'thinking' && parameters.reasoningEffort !== undefined)) continue;
    throw new ByomError('BAD_USER_INPUT', 'A provider option has a parameter of its own: use that one.', {
      details: { field },
    });
  }
}
