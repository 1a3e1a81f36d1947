import { createRequire } from 'node:module';

type CountTokens = (text: string, options: { disallowedSpecial: Set<string> }) => number;

let loaded: CountTokens | undefined;

/** Text may speak of special tokens, such as an end of text, without meaning one. */
const nothing = { disallowedSpecial: new Set<string>() };

/** Byte-pair encoding takes time in the square of a run's length: 100,000 times one letter would take seconds. */
const longRun = /[\p{L}\p{M}]{400}|\p{N}{400}|\s{400}|[^\s\p{L}\p{M}\p{N}]{400}/u;

/** Tokens of the o200k encoding; undefined where counting would take too long. Its ranks (0.1 s) load when first wanted. */
export function countTokens(text: string): number | undefined {
  if (text.length > 4_000_000 || longRun.test(text)) return undefined;
  loaded ??= (createRequire(import.meta.url)('gpt-tokenizer/encoding/o200k_base') as { countTokens: CountTokens })
    .countTokens;
  return loaded(text, nothing);
}
