import type { Choice, CompletionDelta, JsonObject, JsonValue } from '../sdk/index.js';
import { finishReason } from './finish-reason.js';
import { chatToolCall } from './chat-tool-call.js';
import { contentOf, objectOf, textOf } from './content-of.js';
import { protocolError } from './protocol-error.js';

interface PartialCall {
  readonly index: JsonValue | undefined;
  id: string;
  name: string;
  text: string;
}

/** One choice of a stream, put together from its pieces; tells each piece as it comes and each tool call once whole. */
export class StreamedChoice {
  #text = '';
  #refused = false;
  #reasoning = '';
  #reason: string | undefined;
  readonly #logprobs: JsonValue[] = [];
  readonly #calls: PartialCall[] = [];
  #told = 0;

  constructor(private readonly tell: ((delta: CompletionDelta) => void) | undefined) {}

  get finished(): boolean {
    return this.#reason !== undefined;
  }

  add(piece: JsonObject): void {
    const delta = objectOf(piece['delta']) ?? {};
    const reasoning = textOf(delta['reasoning_content']) ?? textOf(delta['reasoning']) ?? '';
    if (reasoning !== '') {
      this.#reasoning += reasoning;
      this.tell?.({ reasoning });
    }
    const refusal = textOf(delta['refusal']) ?? '';
    this.#refused ||= refusal !== '';
    const text = contentOf(delta['content']) + refusal;
    if (text !== '') {
      this.#text += text;
      this.tell?.({ text });
    }
    const calls = delta['tool_calls'];
    if (Array.isArray(calls)) for (const call of calls as readonly JsonValue[]) this.#addCall(objectOf(call) ?? {});
    const logprobs = objectOf(piece['logprobs'])?.['content'];
    if (Array.isArray(logprobs)) this.#logprobs.push(...(logprobs as readonly JsonValue[]));
    const reason = textOf(piece['finish_reason']) ?? '';
    if (reason === '') return;
    this.#reason ??= reason;
    this.#tellCalls();
  }

  toChoice(): Choice {
    return {
      text: this.#text,
      finishReason: finishReason(this.#reason ?? '', { refused: this.#refused, calls: this.#calls.length > 0 }),
      toolCalls: this.#calls.map(whole),
      ...(this.#reasoning !== '' && { reasoning: this.#reasoning }),
      ...(this.#logprobs.length > 0 && { logprobs: { content: this.#logprobs } }),
    };
  }

  /** Pieces belong together by their index. Some servers number every call 0, or none: another id is another call. */
  #addCall(piece: JsonObject): void {
    const called = objectOf(piece['function']);
    const id = textOf(piece['id']) ?? '';
    const { index } = piece;
    let call = index === undefined ? this.#calls.at(-1) : this.#calls.findLast((one) => one.index === index);
    if (call === undefined || (id !== '' && call.id !== '' && id !== call.id)) {
      this.#tellCalls();
      call = { index, id, name: '', text: '' };
      this.#calls.push(call);
    }
    call.id ||= id;
    call.name ||= textOf(called?.['name']) ?? '';
    const given = called?.['arguments'];
    call.text += typeof given === 'string' ? given : given === undefined || given === null ? '' : JSON.stringify(given);
  }

  #tellCalls(): void {
    for (const call of this.#calls.slice(this.#told)) this.tell?.({ toolCall: whole(call) });
    this.#told = this.#calls.length;
  }
}

function whole({ id, name, text }: PartialCall) {
  if (name === '') throw protocolError('The provider sent a tool call without a name.');
  return chatToolCall(id, name, text);
}
