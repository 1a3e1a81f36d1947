import type { Message } from './completion.js';

/** Pieces that no vocabulary joins: words, numbers of up to three digits, runs of marks. */
const pieces = /\p{Script=Han}+|\p{L}+|\p{N}{1,3}|[^\s\p{L}\p{N}]+/gu;
const han = /^\p{Script=Han}/u;

/**
 * Tokens that messages have at the very least, whatever the model's vocabulary: a server that says it read fewer has left
 * some out.
 */
export function fewestTokens(messages: readonly Message[]): number {
  let tokens = 0;
  for (const { content } of messages) {
    for (const [piece] of content.matchAll(pieces)) tokens += han.test(piece) ? Math.ceil(piece.length / 4) : 1;
  }
  return tokens;
}
