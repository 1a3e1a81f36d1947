import { ByomError, type CompletionRequest, type JsonObject, type JsonValue, type ParameterName } from 'byom/sdk';
import { toOllamaMessages } from './to-ollama-messages.js';

/** Parameters that are settings of the run, by Ollama's names. */
const spellings: Readonly<Partial<Record<ParameterName, string>>> = {
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  maxOutputTokens: 'num_predict',
  stop: 'stop',
  seed: 'seed',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
};

/** What a customer may set beside, which stands among the settings of the run; the rest stands at the top. */
const settings = new Set([
  'num_ctx',
  'num_keep',
  'num_batch',
  'num_gpu',
  'main_gpu',
  'num_thread',
  'use_mmap',
  'draft_num_predict',
  'min_p',
  'typical_p',
  'repeat_last_n',
  'repeat_penalty',
  'mirostat',
  'mirostat_eta',
  'mirostat_tau',
]);

/** Fields that a uniform one owns. */
const owned = new Set([
  ...Object.values(spellings),
  'model',
  'messages',
  'stream',
  'format',
  'tools',
  'think',
  'logprobs',
  'top_logprobs',
  'options',
]);

/** A uniform request in Ollama's own dialect. */
export function toOllamaBody(request: CompletionRequest, stream: boolean): JsonObject {
  const { parameters, responseFormat, tools, toolChoice } = request;
  const { options, top } = customerOptions(request);
  for (const [name, spelling] of Object.entries(spellings) as [ParameterName, string][]) {
    if (parameters[name] !== undefined) options[spelling] = parameters[name];
  }
  if (request.contextWindow !== undefined) options['num_ctx'] = request.contextWindow;
  return {
    // Messages that do not fit are refused then, where Ollama would leave out the oldest and say nothing.
    truncate: false,
    ...top,
    model: request.model,
    messages: toOllamaMessages(request.messages),
    stream,
    ...(Object.keys(options).length > 0 && { options }),
    ...(parameters.reasoningEffort !== undefined && { think: toThink(parameters.reasoningEffort) }),
    ...(parameters.logprobs !== undefined && { logprobs: true, top_logprobs: parameters.logprobs }),
    ...(responseFormat?.kind === 'json' && { format: 'json' }),
    ...(responseFormat?.kind === 'json-schema' && { format: responseFormat.schema ?? 'json' }),
    // Only leaving the tools out keeps the model from calling them.
    ...(tools !== undefined && tools.length > 0 && toolChoice?.mode !== 'none' && { tools: tools.map(toTool) }),
  };
}

const toThink = (effort: string): JsonValue => (effort === 'none' ? false : effort);

const toTool = ({ name, description, schema }: NonNullable<CompletionRequest['tools']>[number]): JsonObject => ({
  type: 'function',
  function: { name, ...(description !== undefined && { description }), parameters: schema },
});

function customerOptions({ providerOptions = {} }: CompletionRequest) {
  const options: Record<string, JsonValue> = {};
  const top: Record<string, JsonValue> = {};
  for (const [field, value] of Object.entries(providerOptions)) {
    if (owned.has(field)) {
      throw new ByomError('BAD_USER_INPUT', 'A provider option has a parameter of its own: use that one.', {
        details: { field },
      });
    }
    (settings.has(field) ? options : top)[field] = value;
  }
  return { options, top };
}
