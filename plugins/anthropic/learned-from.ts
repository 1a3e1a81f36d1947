import type { Correction } from 'byom/sdk';

const names = { temperature: 'temperature', top_p: 'topP', top_k: 'topK' } as const;
type Name = keyof typeof names;

const window = /(?:prompt is too long: [\d,]+ tokens > |exceed context limit: [\d,]+ \+ [\d,]+ > )([\d,]+)/i;
const outputTokens = /max_tokens: [\d,]+ > ([\d,]+)/i;
const notBoth = /`?temperature`? and `?top_p`? cannot both be specified/i;
const onlyOne = /`temperature` may only be set to 1\b/i;
const refused = /`?(temperature|top_p|top_k)`? (?:is|was) (?:deprecated|not supported)/i;

/** What a refusal's text says of the model, in terms of the uniform request; the text itself goes nowhere. */
export function learnedFrom(message: string): Correction | undefined {
  const tokens = number(window.exec(message)?.[1]);
  if (tokens !== undefined) return { kind: 'context-window', tokens };
  const most = number(outputTokens.exec(message)?.[1]);
  if (most !== undefined) return { kind: 'max-output-tokens', tokens: most };
  if (notBoth.test(message)) return { kind: 'unsupported-parameter', parameter: 'topP' };
  if (onlyOne.test(message)) return { kind: 'limited-range', parameter: 'temperature', min: 1, max: 1 };
  const name = refused.exec(message)?.[1]?.toLowerCase() as Name | undefined;
  return name === undefined ? undefined : { kind: 'unsupported-parameter', parameter: names[name] };
}

function number(text: string | undefined): number | undefined {
  const value = Number(text?.replaceAll(',', '') ?? NaN);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
