import { ownValue, type Correction, type NumericParameterName, type ParameterName } from 'byom/sdk';

const parameters: Readonly<Record<string, ParameterName>> = {
  max_tokens: 'maxOutputTokens',
  temperature: 'temperature',
  p: 'topP',
  k: 'topK',
  seed: 'seed',
  frequency_penalty: 'frequencyPenalty',
  presence_penalty: 'presencePenalty',
  logprobs: 'logprobs',
  thinking: 'reasoningEffort',
  stop_sequences: 'stop',
};
const range = /\b(\w+) must be between (-?[\d.]+) and (-?[\d.]+?)\.?(?: inclusive|$|\s)/i;

/** What the text of a refusal teaches of the model; undefined where it teaches nothing that can be used. */
export function learnedCorrection(message: string): Correction | undefined {
  const output = /max tokens must be less than or equal to (\d+)/i.exec(message)?.[1];
  if (output !== undefined) return { kind: 'max-output-tokens', tokens: Number(output) };
  const window = /tokens in the prompt cannot exceed (\d+)/i.exec(message)?.[1];
  if (window !== undefined) return { kind: 'context-window', tokens: Number(window) };
  const [, field = '', min, max] = range.exec(message) ?? [];
  const limited = ownValue(parameters, field.toLowerCase());
  if (limited !== undefined && limited !== 'stop' && limited !== 'reasoningEffort') {
    return {
      kind: 'limited-range',
      parameter: limited satisfies NumericParameterName,
      min: Number(min),
      max: Number(max),
    };
  }
  const refused = /'?(\w+)'? is not supported/i.exec(message)?.[1]?.toLowerCase() ?? '';
  const parameter = ownValue(parameters, refused);
  return parameter === undefined ? undefined : { kind: 'unsupported-parameter', parameter };
}
