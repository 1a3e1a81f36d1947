import type { FinishReason } from '../sdk/index.js';

const known: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

/** Why the model ended; a refusal comes as `stop` beside the refusal's text. */
export function finishReason(value: string, answer: { refused: boolean; calls: boolean }): FinishReason {
  if (answer.refused) return 'refusal';
  const reason = Object.hasOwn(known, value) ? known[value]! : 'other';
  return reason === 'stop' && answer.calls ? 'tool-calls' : reason;
}
