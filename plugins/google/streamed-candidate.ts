import {
  ownValue,
  type Choice,
  type CompletionDelta,
  type FinishReason,
  type JsonValue,
  type ProviderResponse,
  type ToolCall,
} from 'byom/sdk';
import { toCallId } from './call-id.js';
import { fieldsOf, isFields, listOf, textOf, type Fields } from './fields.js';
import { notAnAnswer } from './not-an-answer.js';

const finishReasons: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  CONTINUATION: 'length',
  SAFETY: 'content-filter',
  RECITATION: 'content-filter',
  BLOCKLIST: 'content-filter',
  PROHIBITED_CONTENT: 'content-filter',
  SPII: 'content-filter',
  IMAGE_SAFETY: 'content-filter',
  IMAGE_PROHIBITED_CONTENT: 'content-filter',
  IMAGE_RECITATION: 'content-filter',
};

/** Ends of an answer that is none: another attempt may well succeed. */
const broken = new Set([
  'MALFORMED_FUNCTION_CALL',
  'MALFORMED_RESPONSE',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
  'MISSING_THOUGHT_SIGNATURE',
]);

/** One candidate, put together from its pieces; a whole reply is a single piece. */
export class StreamedCandidate {
  #text = '';
  #reasoning = '';
  #reason: string | undefined;
  /** Parts that are media, such as images. */
  media = 0;
  readonly #logprobs: JsonValue[] = [];
  readonly #calls: ToolCall[] = [];

  constructor(
    private readonly head: Pick<ProviderResponse, 'status'>,
    private readonly tell: ((delta: CompletionDelta) => void) | undefined,
  ) {}

  get finished(): boolean {
    return this.#reason !== undefined;
  }

  /** `answerId` makes ids of calls that come without one. */
  add(piece: Fields, answerId: string): void {
    for (const part of listOf(fieldsOf(piece['content'])['parts'])) this.#addPart(fieldsOf(part), answerId);
    const logprobs = fieldsOf(piece['logprobsResult']);
    if (Object.keys(logprobs).length > 0) this.#logprobs.push(logprobs as JsonValue);
    const reason = textOf(piece['finishReason']);
    if (reason === undefined || reason === 'FINISH_REASON_UNSPECIFIED') return;
    if (broken.has(reason)) throw notAnAnswer('The model ended with a tool call that is none: try again.', this.head);
    this.#reason ??= reason;
  }

  toChoice(): Choice {
    const reason = ownValue(finishReasons, this.#reason ?? '') ?? 'other';
    const [logprobs, ...more] = this.#logprobs;
    return {
      text: this.#text,
      finishReason: reason === 'stop' && this.#calls.length > 0 ? 'tool-calls' : reason,
      toolCalls: this.#calls,
      ...(this.#reasoning !== '' && { reasoning: this.#reasoning }),
      ...(logprobs !== undefined && { logprobs: more.length > 0 ? this.#logprobs : logprobs }),
    };
  }

  #addPart(part: Fields, answerId: string): void {
    const text = part['text'];
    if (typeof text === 'string' && text !== '') {
      const thought = part['thought'] === true;
      if (thought) this.#reasoning += text;
      else this.#text += text;
      this.tell?.(thought ? { reasoning: text } : { text });
    }
    if (isFields(part['inlineData']) || isFields(part['fileData'])) this.media += 1;
    const called = part['functionCall'];
    if (!isFields(called)) return;
    const name = textOf(called['name']);
    if (name === undefined || name === '')
      throw notAnAnswer('The provider sent a tool call without a name.', this.head);
    const id = textOf(called['id']) || `call_${answerId}_${this.#calls.length}`;
    const signature = textOf(part['thoughtSignature']) || undefined;
    const args = called['args'] ?? {};
    if (!isFields(args)) throw notAnAnswer('The provider sent a tool call with arguments that are none.', this.head);
    const toolCall = { id: toCallId({ id, signature }), name, arguments: args as JsonValue };
    this.#calls.push(toolCall);
    this.tell?.({ toolCall });
  }
}
