import { serverSentEvents, type Completion, type CompletionDelta, type ProviderResponse } from 'byom/sdk';
import { isFields } from './fields.js';
import { GeneratedAnswer } from './generated-answer.js';
import { googleError } from './google-error.js';
import { notAnAnswer } from './not-an-answer.js';
import { RememberedBody } from './remembered-body.js';

/** Reads a streamed answer to its end, telling each piece; one that ends before its finish is no answer. */
export async function readGenerateStream(
  response: ProviderResponse,
  onDelta: ((delta: CompletionDelta) => void) | undefined,
): Promise<Completion> {
  const answer = new GeneratedAnswer(response, onDelta);
  const remembered = new RememberedBody(response);
  for await (const { data } of serverSentEvents(remembered.response)) {
    const reply = parsed(data);
    if (!isFields(reply)) throw notAnAnswer('The provider sent an event that is no JSON object.', response);
    answer.take(reply);
  }
  // A server that fails in the middle of a stream writes its error plainly, outside of any event.
  if (!answer.complete) {
    const error = parsed(remembered.tail());
    if (isFields(error) && isFields(error['error'])) throw googleError(error, response);
  }
  return answer.completion();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The cause would quote the text.
    return undefined;
  }
}
