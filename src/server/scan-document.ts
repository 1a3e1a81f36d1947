import { Lexer, Source, TokenKind } from 'graphql';
import { ByomError } from '../sdk/index.js';
import { limits } from './limits.js';

const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Fails with QUERY_TOO_COMPLEX, before anything is built of it, where a document is too long or nested too deeply to be
 * read: whatever reads it afterwards goes as deep as it does. Gives the number of its tokens.
 */
export function scanDocument(text: string): number {
  if (text.length > limits.documentCharacters) throw tooComplex('is too long; put values into variables');
  const lexer = new Lexer(new Source(text));
  let [tokens, depth] = [0, 0];
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    if ((tokens += 1) > limits.documentTokens) throw tooComplex('has too many tokens; put values into variables');
    if (opening.has(token.kind)) depth += 1;
    if (closing.has(token.kind)) depth -= 1;
    if (depth > limits.nesting) throw tooComplex(`has brackets more than ${limits.nesting} deep`);
  }
  return tokens;
}

const tooComplex = (what: string) => new ByomError('QUERY_TOO_COMPLEX', `The document ${what}.`);
