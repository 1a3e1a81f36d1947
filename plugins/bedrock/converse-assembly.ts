import type { CompletionDelta } from 'byom/sdk';
import { type AnswerHead, notAnAnswer } from './answer-head.js';
import { toToolCall } from './from-converse.js';
import { isRecord } from './is-record.js';

type Fields = Readonly<Record<string, unknown>>;

interface OpenBlock {
  readonly toolUse: Fields | undefined;
  text: string;
  reasoning: string;
  /** The JSON of a tool's input. */
  input: string;
}

/** Why an answer may end in the middle of a call. */
const cutting = new Set<unknown>(['max_tokens', 'model_context_window_exceeded', 'malformed_tool_use']);

/** Puts an answer together from the events of its stream. */
export class ConverseAssembly {
  /** True when the model has stopped and nothing but the usage may follow. */
  complete = false;
  #stopReason: unknown;
  #usage: unknown;
  #cut = false;
  readonly #open = new Map<number, OpenBlock>();
  readonly #finished: Fields[] = [];

  constructor(
    private readonly head: AnswerHead,
    private readonly onDelta: ((delta: CompletionDelta) => void) | undefined,
  ) {}

  take(name: string, event: Fields): void {
    switch (name) {
      case 'contentBlockStart': {
        const start = isRecord(event['start']) ? event['start'] : {};
        const toolUse = isRecord(start['toolUse']) ? start['toolUse'] : undefined;
        this.#open.set(this.#index(event), { toolUse, text: '', reasoning: '', input: '' });
        break;
      }
      case 'contentBlockDelta':
        this.#extend(this.#block(event), event['delta']);
        break;
      case 'contentBlockStop':
        this.#close(this.#index(event));
        break;
      case 'messageStop':
        if (typeof event['stopReason'] !== 'string') throw this.#malformed();
        for (const index of this.#open.keys()) this.#close(index);
        this.#stopReason = event['stopReason'];
        this.complete = true;
        break;
      case 'metadata':
        this.#usage = event['usage'];
        break;
      default:
      // The start of the message, or an event of a later day.
    }
  }

  answer(): Fields {
    if (this.#cut && !cutting.has(this.#stopReason)) {
      throw notAnAnswer("The provider streamed a tool's input that is no JSON.", this.head);
    }
    return {
      output: { message: { content: this.#finished } },
      stopReason: this.#stopReason,
      usage: this.#usage,
      cut: this.#cut,
    };
  }

  #extend(block: OpenBlock, delta: unknown): void {
    if (!isRecord(delta)) throw this.#malformed();
    const { text, toolUse, reasoningContent } = delta;
    if (text !== undefined) {
      block.text += this.#text(text);
      if (text !== '') this.onDelta?.({ text: this.#text(text) });
    }
    if (isRecord(toolUse)) {
      const piece = this.#text(toolUse['input'] ?? '');
      block.input += piece;
      const name = block.toolUse?.['name'];
      if (piece !== '' && typeof name === 'string') this.onDelta?.({ toolArguments: { name, text: piece } });
    }
    if (isRecord(reasoningContent)) {
      const reasoning = this.#text(reasoningContent['text'] ?? '');
      block.reasoning += reasoning;
      if (reasoning !== '') this.onDelta?.({ reasoning });
    }
  }

  #close(index: number): void {
    const block = this.#open.get(index);
    this.#open.delete(index);
    if (block === undefined) return;
    if (block.toolUse !== undefined) {
      // A tool without arguments streams none.
      const input = block.input.trim() === '' ? {} : this.#json(block.input);
      // A call that was cut off is none, which the stop reason has yet to say.
      if (input === undefined) return void (this.#cut = true);
      const toolUse = { ...block.toolUse, input };
      this.onDelta?.({ toolCall: toToolCall(toolUse, this.head) });
      this.#finished.push({ toolUse });
      return;
    }
    if (block.reasoning !== '') this.#finished.push({ reasoningContent: { reasoningText: { text: block.reasoning } } });
    if (block.text !== '') this.#finished.push({ text: block.text });
  }

  /** Blocks of text have no start. */
  #block(event: Fields): OpenBlock {
    const index = this.#index(event);
    const open = this.#open.get(index) ?? { toolUse: undefined, text: '', reasoning: '', input: '' };
    this.#open.set(index, open);
    return open;
  }

  #index(event: Fields): number {
    if (typeof event['contentBlockIndex'] !== 'number') throw this.#malformed();
    return event['contentBlockIndex'];
  }

  #text(value: unknown): string {
    if (typeof value !== 'string') throw this.#malformed();
    return value;
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

  #malformed() {
    return notAnAnswer('The provider streamed a malformed event.', this.head);
  }
}
