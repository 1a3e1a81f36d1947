import type { Dialect } from '../dialect.js';
import { fromResponse } from './from-response.js';
import { readResponsesStream } from './read-responses-stream.js';
import { toResponsesBody } from './to-responses-body.js';

/** OpenAI's Responses API: what newer models are served by, some of them by nothing else. */
export const responsesDialect: Dialect = {
  path: '/responses',
  toBody: toResponsesBody,
  fromReply: fromResponse,
  fromStream: readResponsesStream,
};
