import type { Choice, CompletionDelta } from '../sdk/index.js';
import { chatChoice, chatToolCall, type RawToolCall } from './chat-choice.js';
import { jsonFields, type JsonFields, textField } from './json-fields.js';
import { reasoningText } from './reasoning-text.js';

interface OpenToolCall {
  readonly index: unknown;
  id: string;
  name: string;
  arguments: string;
}

/** One choice of a stream, put together from its pieces; tells each piece as it comes and each tool call once whole. */
export class StreamedChoice {
  #text = '';
  #refused = false;
  #reasoning = '';
  #finishReason: string | undefined;
  #logprobs: unknown[] = [];
  readonly #toolCalls: OpenToolCall[] = [];
  #told = 0;

  constructor(private readonly tell: ((delta: CompletionDelta) => void) | undefined) {}

  get finished(): boolean {
    return this.#finishReason !== undefined;
  }

  add(choice: JsonFields): void {
    const delta = jsonFields(choice['delta']) ?? {};
    const reasoning = reasoningText(delta);
    if (reasoning !== '') {
      this.#reasoning += reasoning;
      this.tell?.({ reasoning });
    }
    const refusal = textField(delta['refusal']) ?? '';
    if (refusal !== '') this.#refused = true;
    const text = (textField(delta['content']) ?? '') + refusal;
    if (text !== '') {
      this.#text += text;
      this.tell?.({ text });
    }
    if (Array.isArray(delta['tool_calls'])) delta['tool_calls'].forEach((call) => this.#addToolCall(jsonFields(call)));
    const logprobs = jsonFields(choice['logprobs'])?.['content'];
    if (Array.isArray(logprobs)) this.#logprobs.push(...(logprobs as unknown[]));
    const reason = textField(choice['finish_reason']);
    if (reason === undefined || reason === '') return;
    this.#finishReason = reason;
    this.#tellToolCalls(this.#toolCalls.length);
  }

  toChoice(): Choice {
    return chatChoice({
      text: this.#text,
      refused: this.#refused,
      reasoning: this.#reasoning,
      toolCalls: this.#toolCalls,
      finishReason: this.#finishReason,
      logprobs: this.#logprobs.length > 0 ? { content: this.#logprobs } : undefined,
    });
  }

  #addToolCall(call: JsonFields | undefined): void {
    if (call === undefined) return;
    const { name, arguments: given } = jsonFields(call['function']) ?? {};
    const id = textField(call['id']) ?? '';
    const index = call['index'];
    let open = index === undefined ? this.#toolCalls.at(-1) : this.#toolCalls.findLast((one) => one.index === index);
    // Some servers number every call 0, or none: another id tells another call.
    if (open === undefined || (id !== '' && open.id !== '' && id !== open.id)) {
      this.#tellToolCalls(this.#toolCalls.length);
      open = { index, id: '', name: '', arguments: '' };
      this.#toolCalls.push(open);
    }
    if (id !== '') open.id = id;
    if (typeof name === 'string' && open.name === '') open.name = name;
    if (typeof given === 'string') open.arguments += given;
    else if (jsonFields(given) !== undefined) open.arguments = JSON.stringify(given);
  }

  #tellToolCalls(before: number): void {
    for (const call of this.#toolCalls.slice(this.#told, before) as RawToolCall[]) {
      this.tell?.({ toolCall: chatToolCall(call) });
    }
    this.#told = before;
  }
}
