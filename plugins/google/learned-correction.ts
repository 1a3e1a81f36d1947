import { reasoningEfforts, type Correction, type NumericParameterName, type Parameters } from 'byom/sdk';

const numbers = new Set<string>([
  'temperature',
  'topP',
  'topK',
  'frequencyPenalty',
  'presencePenalty',
  'logprobs',
  'seed',
]);
const range =
  /has an? (\w+) value of \S+ but the supported range is from (-?[\d.]+) \((in|ex)clusive\) to (-?[\d.]+) \((in|ex)clusive\)/i;

/** What the text of a refusal teaches of the model; undefined where it teaches nothing that can be used. */
export function learnedCorrection(message: string, parameters: Parameters = {}): Correction | undefined {
  const window = /exceeds the maximum number of tokens allowed \((\d+)\)/i.exec(message)?.[1];
  if (window !== undefined) return { kind: 'context-window', tokens: Number(window) };
  const limits = range.exec(message);
  if (limits) return ofRange(limits);
  if (/penalty is not enabled/i.test(message)) {
    const parameter = parameters.frequencyPenalty === undefined ? 'presencePenalty' : 'frequencyPenalty';
    return { kind: 'unsupported-parameter', parameter };
  }
  if (/logprobs is not (enabled|supported)/i.test(message))
    return { kind: 'unsupported-parameter', parameter: 'logprobs' };
  if (/multiple candidates is not enabled|only one candidate/i.test(message)) {
    return { kind: 'limited-range', parameter: 'n', min: 1, max: 1 };
  }
  if (/only works in thinking mode|not support setting thinking_budget to 0/i.test(message)) {
    return {
      kind: 'limited-values',
      parameter: 'reasoningEffort',
      values: reasoningEfforts.filter((one) => one !== 'none'),
    };
  }
  const allowed = /thinking level[^.]*\. Allowed values are: ([a-z, ]+)/i.exec(message)?.[1]?.toLowerCase();
  if (allowed !== undefined) {
    const values = reasoningEfforts.filter((effort) => allowed.split(/[ ,]+/).includes(effort));
    return values.length > 0 ? { kind: 'limited-values', parameter: 'reasoningEffort', values } : undefined;
  }
  const level = /thinking[ _]level (MINIMAL|LOW|MEDIUM|HIGH) is not supported/i.exec(message)?.[1]?.toLowerCase();
  if (level !== undefined)
    return { kind: 'limited-values', parameter: 'reasoningEffort', values: levelsWithout(level) };
  return /thinking([ _](level|config|budget))? is not (supported|enabled)|only enabled when thinking is enabled/i.test(
    message,
  )
    ? { kind: 'unsupported-parameter', parameter: 'reasoningEffort' }
    : undefined;
}

/** No model leaves out a level between two that it knows, but for the one in the middle and what lies below it. */
const levelsWithout = (level: string): readonly string[] =>
  ['minimal', 'low', 'medium', 'high'].filter((one) => one !== level && !(level === 'medium' && one === 'minimal'));

function ofRange([, field = '', from = '', , to = '', toEnd = '']: RegExpExecArray): Correction | undefined {
  const name = field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const max = Number(to) - (toEnd === 'ex' && Number.isInteger(Number(to)) ? 1 : 0);
  if (name === 'maxOutputTokens') return { kind: 'max-output-tokens', tokens: max };
  if (name === 'candidateCount') return { kind: 'limited-range', parameter: 'n', min: Number(from), max };
  if (!numbers.has(name)) return undefined;
  return {
    kind: 'limited-range',
    parameter: name as NumericParameterName,
    min: Number(from),
    max: Math.floor(max * 100) / 100,
  };
}
