import {
  ProviderError,
  readJsonReply,
  type Choice,
  type CompletionDelta,
  type JsonObject,
  type ProviderResponse,
} from 'byom/sdk';
import { ollamaLineError } from './ollama-error.js';
import { ollamaReply, type OllamaReply } from './ollama-reply.js';
import { readOllamaLines } from './read-ollama-lines.js';

export interface OllamaAnswer {
  readonly choice: Choice;
  /** The line that ended it: it counts and names. */
  readonly last: OllamaReply;
}

/** An answer, whole or in lines; fails where a line is an error, or where the last one does not end it. */
export async function readOllamaAnswer(
  response: ProviderResponse,
  onDelta: ((delta: CompletionDelta) => void) | undefined,
): Promise<OllamaAnswer> {
  const lines: OllamaReply[] = [];
  let calls = 0;
  // A whole answer may be written over several lines by whatever stands in between.
  for await (const line of onDelta ? readOllamaLines(response) : [await readJsonReply(response)]) {
    const read = readLine(line, response, lines.length > 0);
    // Older versions give calls no ids.
    const toolCalls = read.toolCalls.map((call) => ({ ...call, id: call.id || `call_${++calls}` }));
    const reply = { ...read, toolCalls };
    lines.push(reply);
    if (reply.reasoning !== '') onDelta?.({ reasoning: reply.reasoning });
    if (reply.text !== '') onDelta?.({ text: reply.text });
    for (const toolCall of reply.toolCalls) onDelta?.({ toolCall });
    if (reply.done) break;
  }
  const last = lines.at(-1);
  if (!last?.done) throw new ProviderError('PROVIDER_PROTOCOL', 'The answer of Ollama ended before its end.');
  if (last.doneReason === 'load' || last.doneReason === 'unload') {
    throw new ProviderError('PROVIDER_PROTOCOL', 'Ollama loaded or unloaded the model and gave no answer.');
  }
  return { choice: toChoice(lines, last), last };
}

function readLine(line: JsonObject, response: ProviderResponse, begun: boolean): OllamaReply {
  if (line['error'] !== undefined) throw ollamaLineError(line, response, begun);
  return ollamaReply(line);
}

function toChoice(lines: readonly OllamaReply[], { doneReason }: OllamaReply): Choice {
  const toolCalls = lines.flatMap((line) => line.toolCalls);
  const reasoning = lines.map((line) => line.reasoning).join('');
  const logprobs = lines.flatMap((line) => line.logprobs);
  return {
    text: lines.map((line) => line.text).join(''),
    finishReason: finishReason(doneReason, toolCalls.length > 0),
    toolCalls,
    ...(reasoning !== '' && { reasoning }),
    ...(logprobs.length > 0 && { logprobs: { content: logprobs } }),
  };
}

/** Old versions give no reason for an answer that ended by itself. */
function finishReason(reason: string, calls: boolean): Choice['finishReason'] {
  if (reason === 'length') return 'length';
  if (reason !== 'stop' && reason !== '') return 'other';
  return calls ? 'tool-calls' : 'stop';
}
