import type { CompletionDelta } from 'byom/sdk';
import { toToolCall } from './from-message.js';
import { isRecord } from './is-record.js';
import type { AnswerHead } from './message-error.js';
import { notAnAnswer } from './not-an-answer.js';

type Fields = Readonly<Record<string, unknown>>;

interface OpenBlock {
  readonly fields: Fields;
  /** Text, thinking, or the JSON of a tool's input. */
  text: string;
}

/** Why an answer may end in the middle of a call. */
const cutting = new Set<unknown>(['max_tokens', 'model_context_window_exceeded', 'refusal']);

/** Puts a message together from the events of its stream. */
export class MessageAssembly {
  complete = false;
  #start: Fields | undefined;
  #end: Fields = {};
  #usage: Fields = {};
  #cut = false;
  readonly #blocks = new Map<number, OpenBlock>();
  readonly #finished: Fields[] = [];

  constructor(
    private readonly head: AnswerHead,
    private readonly onDelta: ((delta: CompletionDelta) => void) | undefined,
  ) {}

  take(event: Fields): void {
    switch (event['type']) {
      case 'message_start':
        this.#start = this.#record(event['message']);
        this.#count(this.#start['usage']);
        break;
      case 'content_block_start':
        this.#blocks.set(this.#index(event), { fields: this.#record(event['content_block']), text: '' });
        break;
      case 'content_block_delta':
        this.#extend(this.#open(event), this.#record(event['delta']));
        break;
      case 'content_block_stop':
        this.#close(this.#index(event), this.#open(event));
        break;
      case 'message_delta':
        this.#end = { ...this.#end, ...this.#record(event['delta']) };
        this.#count(event['usage']);
        break;
      case 'message_stop':
        if (this.#start === undefined || this.#blocks.size > 0) throw this.#malformed();
        this.complete = true;
        break;
      default:
      // A ping, or an event of a later day.
    }
  }

  message(): Fields {
    if (this.#cut && !cutting.has(this.#end['stop_reason'])) {
      throw notAnAnswer("The provider streamed a tool's input that is no JSON.", this.head);
    }
    return { ...this.#start, ...this.#end, content: this.#finished, usage: this.#usage, cut: this.#cut };
  }

  #extend(block: OpenBlock, delta: Fields): void {
    const piece = {
      text_delta: delta['text'],
      thinking_delta: delta['thinking'],
      input_json_delta: delta['partial_json'],
    };
    const type = String(delta['type']);
    if (!(type in piece)) return;
    const text = piece[type as keyof typeof piece];
    if (typeof text !== 'string') throw this.#malformed();
    block.text += text;
    if (text === '') return;
    if (type === 'input_json_delta') {
      const { name } = block.fields;
      if (typeof name === 'string') this.onDelta?.({ toolArguments: { name, text } });
      return;
    }
    this.onDelta?.(type === 'text_delta' ? { text } : { reasoning: text });
  }

  #close(index: number, { fields, text }: OpenBlock): void {
    this.#blocks.delete(index);
    const type = fields['type'];
    if (type === 'tool_use') {
      const input = text === '' ? fields['input'] : this.#json(text);
      // A call that was cut off is none, which the stop reason has yet to say.
      if (input === undefined) return void (this.#cut = true);
      const whole = { ...fields, input };
      this.onDelta?.({ toolCall: toToolCall(whole, this.head) });
      this.#finished.push(whole);
    } else if (type === 'text' || type === 'thinking') {
      const begun = fields[type];
      this.#finished.push({ ...fields, [type]: (typeof begun === 'string' ? begun : '') + text });
    } else {
      this.#finished.push(fields);
    }
  }

  /** Counts are totals so far, and a null says nothing. */
  #count(usage: unknown): void {
    if (!isRecord(usage)) return;
    const said = Object.entries(usage).filter(([, value]) => value !== null && value !== undefined);
    this.#usage = { ...this.#usage, ...Object.fromEntries(said) };
  }

  /** Undefined where it is none. */
  #json(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      // The cause would quote the text.
      return undefined;
    }
  }

  #open(event: Fields): OpenBlock {
    const block = this.#blocks.get(this.#index(event));
    if (block === undefined) throw this.#malformed();
    return block;
  }

  #index(event: Fields): number {
    if (typeof event['index'] !== 'number') throw this.#malformed();
    return event['index'];
  }

  #record(value: unknown): Fields {
    if (!isRecord(value)) throw this.#malformed();
    return value;
  }

  #malformed() {
    return notAnAnswer('The provider streamed a malformed event.', this.head);
  }
}
