import type { Choice, FinishReason, JsonValue, ToolCall } from '../sdk/index.js';
import { parseJson } from './json-fields.js';

export interface RawToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON, where the model wrote any. */
  readonly arguments: string;
}

/** A choice as it was received, at once or piece by piece. */
export interface RawChoice {
  readonly text: string;
  readonly refused: boolean;
  readonly reasoning: string;
  readonly toolCalls: readonly RawToolCall[];
  readonly finishReason: unknown;
  readonly logprobs: unknown;
}

const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

export function chatChoice(raw: RawChoice): Choice {
  const said = finishReasons[String(raw.finishReason)] ?? 'other';
  const finishReason =
    said !== 'stop' ? said : raw.refused ? 'refusal' : raw.toolCalls.length > 0 ? 'tool-calls' : 'stop';
  return {
    text: raw.text,
    finishReason,
    toolCalls: raw.toolCalls.map(chatToolCall),
    ...(raw.reasoning !== '' && { reasoning: raw.reasoning }),
    ...(raw.logprobs !== undefined && raw.logprobs !== null && { logprobs: raw.logprobs as JsonValue }),
  };
}

/** Arguments that are no JSON are kept as text: the caller may still make sense of them. */
export function chatToolCall({ id, name, arguments: text }: RawToolCall): ToolCall {
  const parsed = text.trim() === '' ? {} : parseJson(text);
  return { id, name, arguments: parsed === undefined ? text : (parsed as JsonValue) };
}
