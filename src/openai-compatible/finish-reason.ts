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

/** Why the model ended; a refusal comes as `stop` beside the refusal's text. */
export function finishReason(value: string, answer: { refused: boolean; calls: boolean }): FinishReason {
  if (answer.refused) return 'refusal';
  const word = value.toLowerCase();
  const reason = Object.hasOwn(known, word) ? known[word]! : 'other';
  return reason === 'stop' && answer.calls ? 'tool-calls' : reason;
}
