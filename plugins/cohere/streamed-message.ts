import type { Completion, CompletionDelta, JsonValue, ProviderResponse, ToolCall } from 'byom/sdk';
import { toCompletion, toToolCall } from './answered-message.js';
import { fieldsOf, textOf, type Fields } from './fields.js';
import { notAnAnswer } from './not-an-answer.js';

interface OpenCall {
  readonly id: unknown;
  readonly name: unknown;
  text: string;
}

/** Puts an answer together from the events of its stream, telling each piece. */
export class StreamedMessage {
  #id: string | undefined;
  #text = '';
  #reasoning = '';
  #plan = '';
  #end: Fields | undefined;
  readonly #open = new Map<unknown, OpenCall>();
  readonly #calls: ToolCall[] = [];
  readonly #logprobs: JsonValue[] = [];

  constructor(
    private readonly head: Pick<ProviderResponse, 'status'>,
    private readonly onDelta: ((delta: CompletionDelta) => void) | undefined,
  ) {}

  get complete(): boolean {
    return this.#end !== undefined;
  }

  take(event: Fields): void {
    const delta = fieldsOf(event['delta']);
    const message = fieldsOf(delta['message']);
    switch (event['type']) {
      case 'message-start':
        this.#id = textOf(event['id']);
        break;
      case 'content-start':
      case 'content-delta':
        this.#say(fieldsOf(message['content']));
        if (event['logprobs'] !== undefined) this.#logprobs.push(event['logprobs'] as JsonValue);
        break;
      case 'tool-plan-delta':
        this.#plan += this.#tell(textOf(message['tool_plan']), 'text');
        break;
      case 'tool-call-start':
      case 'tool-call-delta':
        this.#addCall(event['index'], fieldsOf(message['tool_calls']));
        break;
      case 'tool-call-end':
        this.#closeCall(event['index']);
        break;
      case 'message-end':
        this.#end = delta;
        break;
      default:
      // A citation, the end of a content, or an event of a later day.
    }
  }

  completion(): Completion {
    if (this.#end === undefined) throw notAnAnswer('The answer ended before it was whole.', this.head);
    for (const index of this.#open.keys()) this.#closeCall(index);
    return toCompletion(
      {
        id: this.#id,
        text: this.#text,
        reasoning: this.#reasoning,
        plan: this.#plan,
        toolCalls: this.#calls,
        logprobs: this.#logprobs,
        finishReason: this.#end['finish_reason'],
        usage: this.#end['usage'],
      },
      this.head,
    );
  }

  #say(content: Fields): void {
    this.#reasoning += this.#tell(textOf(content['thinking']), 'reasoning');
    this.#text += this.#tell(textOf(content['text']), 'text');
  }

  #tell(text = '', as: 'text' | 'reasoning'): string {
    if (text !== '') this.onDelta?.({ [as]: text });
    return text;
  }

  #addCall(index: unknown, call: Fields): void {
    const { name, arguments: given } = fieldsOf(call['function']);
    let open = this.#open.get(index);
    if (open === undefined) this.#open.set(index, (open = { id: call['id'], name, text: '' }));
    open.text += textOf(given) ?? '';
  }

  #closeCall(index: unknown): void {
    const open = this.#open.get(index);
    if (open === undefined) return;
    this.#open.delete(index);
    const toolCall = toToolCall(open.id, open.name, open.text, this.head);
    this.#calls.push(toolCall);
    this.onDelta?.({ toolCall });
  }
}
