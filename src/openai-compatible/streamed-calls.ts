import type { JsonObject, JsonValue, ToolCall } from '../sdk/index.js';
import { argumentsText, chatToolCall } from './chat-tool-call.js';
import { objectOf, textOf } from './content-of.js';
import { protocolError } from './protocol-error.js';

interface PartialCall {
  readonly index: number | undefined;
  id: string;
  name: string;
  text: string;
}

/** The tool calls of a streamed choice, put together from pieces; each is told once it is whole. */
export class StreamedCalls {
  readonly #calls: PartialCall[] = [];
  #told = 0;

  constructor(
    private readonly tell: ((call: ToolCall) => void) | undefined,
    private readonly tellPiece?: (piece: { readonly name: string; readonly text: string }) => void,
  ) {}

  get any(): boolean {
    return this.#calls.length > 0;
  }

  add(delta: JsonObject): void {
    const calls = delta.tool_calls;
    if (Array.isArray(calls)) for (const call of calls as readonly JsonValue[]) this.#addPiece(objectOf(call) ?? {});
    const old = objectOf(delta.function_call);
    if (old) this.#addPiece({ index: 0, function: old });
  }

  tellRest(): void {
    for (const [offset, call] of this.#calls.slice(this.#told).entries()) this.tell?.(whole(call, this.#told + offset));
    this.#told = this.#calls.length;
  }

  whole(): readonly ToolCall[] {
    return this.#calls.map(whole);
  }

  /**
   * Pieces belong together by their index. Some servers number every call 0, or none: another id is another call, and
   * so is a name given once more behind arguments that are whole.
   */
  #addPiece(piece: JsonObject): void {
    const called = objectOf(piece.function);
    const id = textOf(piece.id) ?? '';
    const name = textOf(called?.name) ?? '';
    const index = typeof piece.index === 'number' ? piece.index : undefined;
    let call =
      index !== undefined
        ? this.#calls.findLast((one) => one.index === index)
        : id === ''
          ? this.#calls.at(-1)
          : (this.#calls.findLast((one) => one.id === id) ?? this.#calls.findLast((one) => one.id === ''));
    const text = argumentsText(called?.arguments);
    if (call === undefined || isAnother(call, { id, name, text })) {
      this.tellRest();
      call = { index, id, name: '', text: '' };
      this.#calls.push(call);
    }
    call.id ||= id;
    call.name ||= name;
    call.text += text;
    if (text !== '') this.tellPiece?.({ name: call.name, text });
  }
}

function isAnother(call: PartialCall, { id, name, text }: Omit<PartialCall, 'index'>): boolean {
  if (id !== '' && call.id !== '') return id !== call.id;
  return name !== '' && call.name !== '' && text !== '' && isWhole(call.text);
}

function isWhole(text: string): boolean {
  if (!text.trimEnd().endsWith('}')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function whole({ id, name, text }: PartialCall, position: number): ToolCall {
  if (name === '') throw protocolError('The provider sent a tool call without a name.');
  return chatToolCall(id, name, text, position);
}
