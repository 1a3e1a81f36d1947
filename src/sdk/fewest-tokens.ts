import type { Message } from './completion.js';

/** Pieces that vocabularies do not join: words and numbers. Marks are often joined to what stands beside them. */
const pieces = /\p{Script=Han}+|\p{L}+|\p{N}+/gu;
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
