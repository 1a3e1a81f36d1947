import type { ParameterName } from '../sdk/index.js';

/** How chat completions spell the uniform parameters. */
export const chatSpellings: Readonly<Record<ParameterName, string>> = {
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  maxOutputTokens: 'max_tokens',
  stop: 'stop',
  seed: 'seed',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  n: 'n',
  logprobs: 'top_logprobs',
  reasoningEffort: 'reasoning_effort',
};

/** Every spelling of a uniform parameter that servers name in their refusals, without `_`, `.` and case. */
const byName: Readonly<Record<string, ParameterName>> = {
  ...(Object.fromEntries(
    Object.entries(chatSpellings).map(([name, spelling]) => [spelling.replaceAll('_', ''), name]),
  ) as Record<string, ParameterName>),
  maxcompletiontokens: 'maxOutputTokens',
  maxoutputtokens: 'maxOutputTokens',
  maxnewtokens: 'maxOutputTokens',
  stopsequences: 'stop',
  logprobs: 'logprobs',
  reasoningeffort: 'reasoningEffort',
};

/** The uniform parameter that a provider's field name stands for. */
export function parameterSpelled(field: string | undefined): ParameterName | undefined {
  const plain = field?.replaceAll(/[_.]/g, '').toLowerCase() ?? '';
  return Object.hasOwn(byName, plain) ? byName[plain] : undefined;
}
