import { ProviderError, type JsonObject, type JsonValue, type TokenUsage, type ToolCall } from 'byom/sdk';

const objectOf = (value: unknown): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const count = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
const listOf = (value: unknown): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : []);

/** A reply of Ollama's, whole or a line of a stream, with its parts told apart. */
export interface OllamaReply {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  readonly logprobs: readonly JsonValue[];
  readonly done: boolean;
  readonly doneReason: string;
  /** Left out where nothing is said of the input: some versions leave it out when all of it was cached. */
  readonly usage?: TokenUsage;
  readonly model: string;
  /** The host that Ollama handed the request on to. */
  readonly remoteHost: string;
  /** Milliseconds spent on loading the model first. */
  readonly loadMs: number;
}

/** Fails with PROVIDER_PROTOCOL where it is no reply. */
export function ollamaReply(reply: JsonObject): OllamaReply {
  const message = objectOf(reply['message']);
  if (!message || typeof reply['done'] !== 'boolean') {
    throw new ProviderError('PROVIDER_PROTOCOL', 'Ollama answered with something that is no answer.');
  }
  const inputTokens = count(reply['prompt_eval_count']);
  const outputTokens = count(reply['eval_count']) ?? 0;
  return {
    text: textOf(message['content']),
    reasoning: textOf(message['thinking']),
    toolCalls: listOf(message['tool_calls']).map((call) => toToolCall(call)),
    logprobs: listOf(reply['logprobs']),
    done: reply['done'],
    doneReason: textOf(reply['done_reason']),
    ...(inputTokens !== undefined && {
      usage: { inputTokens, cachedInputTokens: 0, outputTokens, reasoningTokens: 0 },
    }),
    model: textOf(reply['model']),
    remoteHost: textOf(reply['remote_host']),
    loadMs: (count(reply['load_duration']) ?? 0) / 1e6,
  };
}

function toToolCall(value: JsonValue): ToolCall {
  const call = objectOf(value);
  const called = objectOf(call?.['function']);
  const name = textOf(called?.['name']);
  if (name === '') throw new ProviderError('PROVIDER_PROTOCOL', 'Ollama sent a tool call without a name.');
  return { id: textOf(call?.['id']), name, arguments: called?.['arguments'] ?? {} };
}
