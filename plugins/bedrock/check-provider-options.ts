import { ByomError, type CompletionRequest } from 'byom/sdk';

const owned = new Set(['modelId', 'messages', 'system', 'inferenceConfig', 'toolConfig']);

/** Fields that a uniform parameter owns may not be given beside it, since no rule would see them. */
export function checkProviderOptions({ providerOptions, responseFormat, endUser }: CompletionRequest): void {
  for (const field of Object.keys(providerOptions ?? {})) {
    const taken =
      owned.has(field) ||
      (field === 'outputConfig' && responseFormat?.kind === 'json-schema') ||
      (field === 'requestMetadata' && endUser !== undefined);
    if (!taken) continue;
    throw new ByomError('BAD_USER_INPUT', 'A provider option has a parameter of its own: use that one.', {
      details: { field },
    });
  }
}
