import { ByomError, type CompletionRequest } from 'byom/sdk';

const owned = new Set([
  'model',
  'system',
  'messages',
  'max_tokens',
  'temperature',
  'top_p',
  'top_k',
  'stop_sequences',
  'tools',
  'tool_choice',
  'stream',
]);

/** Fields that a uniform parameter owns may not be given beside it, since no rule would see them. */
export function checkProviderOptions({
  providerOptions,
  parameters,
  endUser,
  responseFormat,
}: CompletionRequest): void {
  for (const field of Object.keys(providerOptions ?? {})) {
    const taken =
      owned.has(field) ||
      (field === 'thinking' && parameters.reasoningEffort !== undefined) ||
      (field === 'output_config' && responseFormat?.kind === 'json-schema' && hasFormat(providerOptions?.[field])) ||
      (field === 'metadata' && endUser !== undefined);
    if (!taken) continue;
    throw new ByomError('BAD_USER_INPUT', 'A provider option has a parameter of its own: use that one.', {
      details: { field },
    });
  }
}

const hasFormat = (config: unknown) => typeof config === 'object' && config !== null && 'format' in config;
