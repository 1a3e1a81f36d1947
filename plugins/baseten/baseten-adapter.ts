import { type ProviderAdapter, ProviderError } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';

const adapter = openAICompatible({
  classifyError: (status, { message }) =>
    status >= 400 && status < 500 && /check the model/i.test(message) ? 'UNKNOWN_MODEL' : undefined,
});

/** Chat completions as Baseten serves them. */
export const basetenAdapter: ProviderAdapter = {
  prepare: (request, options) => adapter.prepare(request, options),
  complete: async (request, call) => {
    if (call.baseUrl.endsWith('/predict')) {
      throw new ProviderError(
        'PROVIDER_REJECTED',
        'A Baseten URL that ends in /predict is no chat endpoint: give the credential the base URL that ends in /sync/v1.',
        { notSent: true },
      );
    }
    return adapter.complete(request, call);
  },
};
