import type { Dialect } from './dialect.js';
import { fromChatCompletion } from './from-chat-completion.js';
import { readChatStream } from './read-chat-stream.js';
import { toChatBody } from './to-chat-body.js';

/** Chat completions. */
export const chatDialect: Dialect = {
  path: '/chat/completions',
  toBody: toChatBody,
  fromReply: fromChatCompletion,
  fromStream: readChatStream,
};
