import {
  type CompletionReport,
  type CompletionRequest,
  type JsonObject,
  type ProviderAdapter,
  ProviderError,
} from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';

const adapter = openAICompatible({
  amendBody: withThinking,
  notice: reportsOf,
  classifyError: (status, { message }) =>
    status >= 400 && status < 500 && /check the model/i.test(message) ? 'UNKNOWN_MODEL' : undefined,
});

/** Models that think only when their template is told to. */
const toldByTemplate = /^(moonshotai\/Kimi-K2|zai-org\/GLM-(4|5$|5\.[12]))/;
/** Of these, models that follow an effort too. */
const takesEffort = /^zai-org\/GLM-5\.2/;

function withThinking(body: JsonObject, { model }: CompletionRequest): JsonObject {
  const { reasoning_effort: effort, ...rest } = body;
  if (effort === undefined || !toldByTemplate.test(model)) return body;
  return {
    chat_template_args: { enable_thinking: effort !== 'none' },
    ...(takesEffort.test(model) ? body : rest),
  };
}

function reportsOf({ model, parameters, providerOptions = {} }: CompletionRequest): readonly CompletionReport[] {
  const chosen = 'chat_template_args' in providerOptions && parameters.reasoningEffort !== undefined;
  return chosen && toldByTemplate.test(model) ? [overruled()] : [];
}

const overruled = (): CompletionReport => ({
  quirk: 'thinking-switch',
  parameter: 'reasoningEffort',
  reason: 'The provider option chat_template_args says whether to think: the effort does not change it.',
  lossless: false,
});

/** Chat completions as Baseten serves them. */
export const basetenAdapter: ProviderAdapter = {
  prepare: (request, options) => adapter.prepare(request, options),
  complete: async (request, call) => {
    if (call.baseUrl.endsWith('/predict')) throw misdirected(notChat);
    if (!call.baseUrl.includes(call.fields['deployment'] ?? '')) throw misdirected(elsewhere);
    return adapter.complete(request, call);
  },
};

const notChat =
  'A Baseten URL that ends in /predict is no chat endpoint: give the credential the base URL that ends in /sync/v1.';
const elsewhere =
  "The credential names a deployment, and its base URL is not that deployment's: give it https://model-ID.api.baseten.co/environments/production/sync/v1.";
const misdirected = (message: string) => new ProviderError('PROVIDER_REJECTED', message, { notSent: true });
