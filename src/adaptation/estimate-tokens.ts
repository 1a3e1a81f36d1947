import type { CompletionRequest, JsonValue, Message, ResolvedModel } from '../sdk/index.js';
import { textEstimate } from './text-estimate.js';
import { countTokens } from './count-tokens.js';

type ModelName = Pick<ResolvedModel, 'providerId' | 'providerModelId'>;

export interface TokenEstimate {
  readonly tokens: number;
  /** False where it was counted with the model's own encoding. */
  readonly estimated: boolean;
}

/** Role and separators of one message. */
const messageTokens = 4;
/** Between a thumbnail's and a large photo's. */
const imageTokens = 1_200;
/** Names of models that speak an OpenAI encoding, under whichever provider. */
const openAIModel = /(^|\/)(gpt-|chatgpt-|o\d)/;
/** Claude's vocabulary is smaller: more tokens for the same text. */
const claudeModel = /claude/;

/** Tokens of a text: counted for OpenAI's models, estimated for others. */
export function estimateTokens(text: string, model: ModelName): TokenEstimate {
  const counted = openAIModel.test(model.providerModelId) ? countTokens(text) : undefined;
  return counted === undefined
    ? { tokens: quickEstimate(text, model), estimated: true }
    : { tokens: counted, estimated: false };
}

/** As `estimateTokens`, of a whole request; what frames and images take is an estimate even for OpenAI's models. */
export function estimateRequestTokens(request: CompletionRequest, model: ModelName): TokenEstimate {
  let tokens = framing(request);
  let estimated = request.tools !== undefined || request.messages.some(({ images }) => images?.length);
  for (const text of texts(request)) {
    const part = estimateTokens(text, model);
    tokens += part.tokens;
    estimated ||= part.estimated;
  }
  return { tokens, estimated };
}

/** As `estimateRequestTokens`, without ever counting. */
export function quickRequestEstimate(request: CompletionRequest, model: ModelName): number {
  let tokens = framing(request);
  for (const text of texts(request)) tokens += quickEstimate(text, model);
  return tokens;
}

/** No encoding makes more tokens of a text than it has bytes. */
export function mostRequestTokens(request: CompletionRequest): number {
  let bytes = framing(request);
  for (const text of texts(request)) bytes += Buffer.byteLength(text);
  return bytes;
}

/** Tokens of one message, by the same measure as the request's. */
export function estimateMessageTokens(message: Message, model: ModelName): number {
  let tokens = messageTokens + (message.images?.length ?? 0) * imageTokens;
  for (const text of messageTexts(message)) tokens += estimateTokens(text, model).tokens;
  return tokens;
}

function quickEstimate(text: string, { providerModelId }: ModelName): number {
  const tokens = textEstimate(text);
  return claudeModel.test(providerModelId) ? Math.ceil(tokens * 1.2) : tokens;
}

function framing({ messages }: CompletionRequest): number {
  return messages.reduce((sum, { images }) => sum + messageTokens + (images?.length ?? 0) * imageTokens, 3);
}

function texts({ messages, tools, responseFormat }: CompletionRequest): string[] {
  const all = messages.flatMap(messageTexts);
  if (tools !== undefined) all.push(asText(tools as unknown as JsonValue));
  if (responseFormat?.schema !== undefined) all.push(asText(responseFormat.schema));
  return all;
}

function messageTexts({ content, name, toolCalls }: Message): string[] {
  const all = [content];
  if (name !== undefined) all.push(name);
  if (toolCalls !== undefined) all.push(asText(toolCalls as unknown as JsonValue));
  return all;
}

/** Schemas and tool calls come along unchanged from call to call, so each is written out once. */
const written = new WeakMap<object, string>();

function asText(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let text = written.get(value);
  if (text === undefined) written.set(value, (text = JSON.stringify(value)));
  return text;
}
