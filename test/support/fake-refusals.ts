import type { IncomingHttpHeaders } from 'node:http';
import type { FakeDialect, FakeRefusal } from './fake-dialect.js';

type Refuse = (body: any, headers: IncomingHttpHeaders) => FakeRefusal | undefined;

const invalid = (message: string, param?: string, code?: string): FakeRefusal => ({
  status: 400,
  message,
  param,
  code,
});

/** Fields of CreateChatCompletionRequest in OpenAI's published schema 2.3.0. */
const openaiFields = new Set(
  (
    'metadata top_logprobs temperature top_p user safety_identifier prompt_cache_key prompt_cache_retention ' +
    'prompt_cache_options messages model service_tier modalities verbosity reasoning_effort max_completion_tokens ' +
    'frequency_penalty presence_penalty web_search_options response_format audio store moderation stream stop logit_bias ' +
    'logprobs max_tokens n prediction seed stream_options tools tool_choice parallel_tool_calls function_call functions'
  ).split(' '),
);

const between = (value: unknown, min: number, max: number) =>
  value === undefined || (typeof value === 'number' && value >= min && value <= max);

const openaiEfforts = (model: string): readonly string[] | undefined => {
  if (/^gpt-5(-mini|-nano)?($|-\d{4})/.test(model)) return ['minimal', 'low', 'medium', 'high'];
  if (/^gpt-5\.1($|-\d{4})/.test(model)) return ['none', 'low', 'medium', 'high'];
  if (/^gpt-5\.[2-5]($|-mini|-nano|-\d{4})/.test(model)) return ['none', 'low', 'medium', 'high', 'xhigh'];
  if (/^gpt-(6-astra|6\.1-sol|6\.2-)/.test(model)) return ['low', 'medium', 'high', 'xhigh'];
  return undefined;
};

/** openai@7.57.0 completions.d.ts, @ai-sdk/openai@4.0.118 model catalogue, the published schema, and error bodies as met. */
const openai: Refuse = (body, headers) => {
  if (!headers.authorization?.startsWith('Bearer ')) {
    return { status: 401, message: "You didn't provide an API key.", type: 'invalid_request_error' };
  }
  const model = String(body.model);
  const unknown = Object.keys(body).find((field) => !openaiFields.has(field));
  if (unknown) return invalid(`Unrecognized request argument supplied: ${unknown}`);
  if (!Array.isArray(body.messages) || body.messages.length === 0) return invalid('Missing messages.', 'messages');
  if (/^gpt-5(\.[123])?-(pro|codex)|^gpt-5\.1-codex/.test(model)) {
    return { status: 404, message: 'This model is only supported in v1/responses.', param: 'model' };
  }
  if (Array.isArray(body.stop) && body.stop.length > 4) {
    return invalid("Invalid 'stop': array too long.", 'stop', 'array_above_max_length');
  }
  const ranges = {
    temperature: [0, 2],
    top_p: [0, 1],
    presence_penalty: [-2, 2],
    frequency_penalty: [-2, 2],
    n: [1, 128],
    top_logprobs: [0, 20],
  };
  for (const [field, [min, max]] of Object.entries(ranges)) {
    if (!between(body[field], min!, max!)) return invalid(`Invalid '${field}'.`, field, 'decimal_above_max_value');
  }
  if (body.top_logprobs !== undefined && body.logprobs !== true) {
    return invalid('top_logprobs requires logprobs to be true.', 'top_logprobs');
  }
  if (body.response_format?.type === 'json_object' && !/json/i.test(JSON.stringify(body.messages))) {
    return invalid("'messages' must contain the word 'json' in some form.", 'messages');
  }
  const reasoning = /^(o\d|gpt-[56])/.test(model) && !model.startsWith('gpt-5-chat');
  if (!reasoning) return undefined;
  if (body.max_tokens !== undefined) {
    return invalid(
      "Unsupported parameter: use 'max_completion_tokens' instead.",
      'max_tokens',
      'unsupported_parameter',
    );
  }
  const efforts = openaiEfforts(model);
  if (efforts && body.reasoning_effort !== undefined && !efforts.includes(body.reasoning_effort)) {
    return invalid('Unsupported value.', 'reasoning_effort', 'unsupported_value');
  }
  const plain = efforts === undefined ? /^gpt-(5\.|6)/.test(model) : efforts.includes('none');
  const quiet = plain && body.reasoning_effort === 'none';
  if (!quiet && body.temperature !== undefined && body.temperature !== 1) {
    return invalid('Only the default (1) value is supported.', 'temperature', 'unsupported_value');
  }
  for (const field of quiet ? [] : ['top_p', 'logprobs', 'top_logprobs']) {
    if (body[field] !== undefined) return invalid('Unsupported parameter.', field, 'unsupported_parameter');
  }
  for (const field of ['presence_penalty', 'frequency_penalty', 'logit_bias']) {
    if (body[field] !== undefined) return invalid('Unsupported parameter.', field, 'unsupported_parameter');
  }
  if (body.stop !== undefined && /^(o[34]|gpt-5($|-|\.[12]))/.test(model)) {
    return invalid("Unsupported parameter: 'stop'.", 'stop', 'unsupported_parameter');
  }
  return undefined;
};

/** Models of @ai-sdk/anthropic@4.0.105's catalogue that still take sampling parameters. */
const samplingClaude = /^claude-(3|opus-4-[0156]|sonnet-4-[056]|haiku-4-5|(opus|sonnet)-4-2)/;
const adaptiveOnlyClaude = /^claude-(opus-5-5|sonnet-5-5|haiku-5-5|fable-5)/;
const unforcedClaude = /^claude-(opus-5-5|sonnet-5-5|fable-5-[12])/;

/** @anthropic-ai/sdk@1.12.0 and 0.137.0 messages.d.ts, @ai-sdk/anthropic@4.0.105. */
const anthropic: Refuse = (body, headers) => {
  if (!headers['x-api-key']) return { status: 401, message: 'x-api-key header is required' };
  if (!headers['anthropic-version']) return invalid('anthropic-version: header is required');
  const model = String(body.model);
  const known =
    'model messages max_tokens system temperature top_p top_k stop_sequences stream tools tool_choice thinking metadata ' +
    'output_config output_format service_tier container context_management mcp_servers cache_control inference_geo';
  const unknown = Object.keys(body).find((field) => !known.split(' ').includes(field));
  if (unknown) return invalid(`${unknown}: Extra inputs are not permitted`);
  if (!Number.isInteger(body.max_tokens) || body.max_tokens < 1) return invalid('max_tokens: Field required');
  if (!body.stream && body.max_tokens > 21_333) {
    return invalid('Streaming is required for operations that may take longer than 10 minutes.');
  }
  const turns: any[] = Array.isArray(body.messages) ? body.messages : [];
  if (turns.length === 0) return invalid('messages: at least one message is required');
  for (const [index, turn] of turns.entries()) {
    if (turn.role !== 'user' && turn.role !== 'assistant')
      return invalid(`messages.${index}.role: Input should be 'user' or 'assistant'`);
    if (turn.role !== (index % 2 === 0 ? 'user' : 'assistant'))
      return invalid('messages: roles must alternate between "user" and "assistant"');
  }
  if (!between(body.temperature, 0, 1)) return invalid('temperature: range: 0..1');
  if (samplingClaude.test(model)) {
    if (body.temperature !== undefined && body.top_p !== undefined) {
      return invalid('`temperature` and `top_p` cannot both be specified for this model.');
    }
  } else {
    if (body.temperature !== undefined && body.temperature !== 1)
      return invalid('temperature: only 1 is taken by this model');
    if (body.top_k !== undefined) return invalid('top_k is not taken by this model');
    if (body.top_p !== undefined && body.top_p < 0.99) return invalid('top_p: must be at least 0.99 for this model');
  }
  const thinking = body.thinking?.type;
  if (thinking === 'enabled') {
    if (adaptiveOnlyClaude.test(model)) return invalid('thinking.type: enabled is not supported for this model');
    const budget = body.thinking.budget_tokens;
    if (!(budget >= 1024))
      return invalid('thinking.enabled.budget_tokens: Input should be greater than or equal to 1024');
    if (budget >= body.max_tokens) return invalid('`max_tokens` must be greater than `thinking.budget_tokens`');
    if (['any', 'tool'].includes(body.tool_choice?.type)) {
      return invalid('Thinking may not be enabled when tool_choice forces tool use.');
    }
  }
  if (thinking === 'enabled' || thinking === 'adaptive') {
    for (const field of ['temperature', 'top_p', 'top_k']) {
      if (body[field] !== undefined) return invalid(`${field}: may not be set when thinking is enabled`);
    }
  }
  if (unforcedClaude.test(model) && ['any', 'tool'].includes(body.tool_choice?.type)) {
    return invalid('tool_choice: forced tool use is not supported for this model');
  }
  const stops: unknown[] = body.stop_sequences ?? [];
  if (stops.some((stop) => typeof stop !== 'string' || stop.trim() === '')) {
    return invalid('stop_sequences: each stop sequence must contain non-whitespace');
  }
  const last = turns.at(-1);
  if (last?.role === 'assistant' && typeof last.content === 'string' && /\s$/.test(last.content)) {
    return invalid('messages: final assistant content cannot end with trailing whitespace');
  }
  return undefined;
};

const groqSchemaModels = /^(openai\/gpt-oss|meta-llama\/llama-4|moonshotai\/kimi-k2)/;

/** groq-sdk@1.6.0 completions.d.ts, console.groq.com/docs/openai, @ai-sdk/groq@4.0.84. */
const groq: Refuse = (body, headers) => {
  if (!headers.authorization?.startsWith('Bearer '))
    return { status: 401, message: 'Invalid API Key', code: 'invalid_api_key' };
  if (body.top_k !== undefined) return invalid("property 'top_k' is unsupported, did you mean 'top_p'?");
  for (const field of ['logprobs', 'logit_bias', 'top_logprobs']) {
    if (body[field] !== undefined) return invalid(`property '${field}' is unsupported`);
  }
  if (body.n !== undefined && body.n !== 1) return invalid("'n' : number must be at most 1");
  if (Array.isArray(body.stop) && body.stop.length > 4) return invalid("'stop' : maximum number of items is 4");
  if (!between(body.temperature, 0, 2)) return invalid("'temperature' : number must be at most 2");
  if (body.messages?.some((message: any) => message.name !== undefined && message.role !== 'tool')) {
    return invalid("'messages' : property 'name' is unsupported");
  }
  const format = body.response_format?.type;
  if (format !== undefined && format !== 'text' && body.tools?.length) {
    return invalid('json mode cannot be combined with tool/function calling');
  }
  if (format === 'json_schema' && !groqSchemaModels.test(body.model)) {
    return invalid('This model does not support response format `json_schema`.', 'response_format');
  }
  const efforts = /gpt-oss/.test(body.model)
    ? ['low', 'medium', 'high']
    : /qwen3\.8-27b/.test(body.model)
      ? ['none', 'default', 'low', 'medium', 'high']
      : /qwen3/.test(body.model)
        ? ['none', 'default']
        : [];
  if (body.reasoning_effort !== undefined && !efforts.includes(body.reasoning_effort)) {
    return invalid('`reasoning_effort` must be one of those the model takes.');
  }
  return undefined;
};

/** @ai-sdk/baseten@2.1.26, @earendil-works/pi-ai@1.5.2. */
const baseten: Refuse = (body, headers) => {
  if (!/^(Bearer|Api-Key) ./.test(headers.authorization ?? '')) return { status: 401, message: 'Unauthorized' };
  if (body.model === 'no-such/model') return { status: 404, message: 'please check the model you provided' };
  if (body.messages?.some((message: any) => message.role === 'developer'))
    return invalid('developer role is not supported');
  return undefined;
};

/** ollama fb307609 api/types.go: fields it does not know are ignored, so these are all it refuses. */
const ollama: Refuse = (body) => {
  for (const message of body.messages ?? []) {
    if (typeof message.content !== 'string') return invalid('json: cannot unmarshal array into Go struct field');
    if (message.images?.some((image: string) => !/^[A-Za-z0-9+/]+=*$/.test(image)))
      return invalid('illegal base64 data');
    if (message.tool_calls?.some((call: any) => typeof call.function?.arguments !== 'object')) {
      return invalid('json: cannot unmarshal string into Go struct field');
    }
  }
  if (body.think !== undefined && ![true, false, 'low', 'medium', 'high', 'max'].includes(body.think)) {
    return invalid('invalid think value');
  }
  if (body.model === 'not-pulled')
    return { status: 404, message: 'model "not-pulled" not found, try pulling it first' };
  return undefined;
};

/** A server that knows the oldest chat-completions fields alone, as many do. */
const compatible: Refuse = (body) => {
  const known =
    'model messages temperature top_p n stream stream_options stop max_tokens presence_penalty frequency_penalty logit_bias user seed ' +
    'tools tool_choice response_format logprobs top_logprobs';
  const unknown = Object.keys(body).find((field) => !known.split(' ').includes(field));
  if (unknown) return invalid(`Extra inputs are not permitted: ${unknown}`);
  if (body.messages?.some((message: any) => message.role === 'developer')) return invalid('unknown role developer');
  return undefined;
};

const refusals: Record<FakeDialect, Refuse> = { openai, anthropic, groq, baseten, ollama, compatible };

/** What the real API refuses, written from what is published about it and not from this project's declarations. */
export function refusal(dialect: FakeDialect, body: any, headers: IncomingHttpHeaders): FakeRefusal | undefined {
  return refusals[dialect](body, headers);
}
