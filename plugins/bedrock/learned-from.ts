import type { Correction } from 'byom/sdk';

const requestedTooMany = /exceeds? the model limit of (\d+)/i;
const outputTokens = /max_tokens: \d+ > (\d+)/;
const notBoth = /`?temperature`? and `?top_p`? cannot both be specified/i;
const refused = /`?(temperature|top_p|top_k)`? is (?:deprecated|not supported) (?:for|by) this model/i;
const names = { temperature: 'temperature', top_p: 'topP', top_k: 'topK' } as const;

/** What a refusal's text says of the model, in terms of the uniform request; the text itself goes nowhere. */
export function learnedFrom(message: string): Correction | undefined {
  const tokens = Number((requestedTooMany.exec(message) ?? outputTokens.exec(message))?.[1] ?? NaN);
  if (Number.isSafeInteger(tokens) && tokens > 0) return { kind: 'max-output-tokens', tokens };
  if (notBoth.test(message)) return { kind: 'unsupported-parameter', parameter: 'topP' };
  const name = refused.exec(message)?.[1]?.toLowerCase() as keyof typeof names | undefined;
  return name === undefined ? undefined : { kind: 'unsupported-parameter', parameter: names[name] };
}
