import type { FinishReason } from '../sdk/index.js';

/** In lower case; servers of the dialect pass on the words of what runs below them. */
const known: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  model_length: 'length',
  tool_calls: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
  content_filtered: 'content-filter',
  safety: 'content-filter',
  sensitive: 'content-filter',
  refusal: 'refusal',
};

/** Ends that are none: the answer was cut off for want of capacity. */
const cutOff = new Set(['insufficient_system_resource', 'network_error']);

export const isCutOff = (reason: unknown): boolean => typeof reason === 'string' && cutOff.has(reason);

/** Why the model ended; a refusal comes as `stop` beside the refusal's text, and calls at times with no reason at all. */
export function finishReason(value: string, answer: { refused: boolean; calls: boolean }): FinishReason {
  if (answer.refused) return 'refusal';
  const word = value.toLowerCase();
  const reason = Object.hasOwn(known, word) ? known[word]! : 'other';
  return answer.calls && (reason === 'stop' || word === '') ? 'tool-calls' : reason;
}
