import type { Choice, CompletionDelta, JsonObject, JsonValue } from '../sdk/index.js';
import { finishReason, isCutOff } from './finish-reason.js';
import { contentOf, objectOf, textOf } from './content-of.js';
import { cutOffError } from './protocol-error.js';
import { reasoningOf } from './reasoning-of.js';
import { StreamedCalls } from './streamed-calls.js';
import { ThinkTags, type ThoughtAndText } from './think-tags.js';

/** One choice of a stream, put together from its pieces; tells each piece as it comes and each tool call once whole. */
export class StreamedChoice {
  #text = '';
  #refused = false;
  #reasoning = '';
  #reason: string | undefined;
  readonly #logprobs: JsonValue[] = [];
  readonly #calls: StreamedCalls;
  readonly #tags: ThinkTags | undefined;

  constructor(
    private readonly tell: ((delta: CompletionDelta) => void) | undefined,
    thinkTags: boolean,
  ) {
    this.#calls = new StreamedCalls(
      tell && ((toolCall) => tell({ toolCall })),
      tell && ((toolArguments) => tell({ toolArguments })),
    );
    this.#tags = thinkTags ? new ThinkTags() : undefined;
  }

  get finished(): boolean {
    return this.#reason !== undefined;
  }

  add(piece: JsonObject): void {
    // Some servers say their last piece as a whole message.
    const delta = objectOf(piece.delta) ?? objectOf(piece.message) ?? {};
    const refusal = textOf(delta.refusal) ?? '';
    this.#refused ||= refusal !== '';
    const content = contentOf(delta.content);
    const parted = this.#tags?.add(content) ?? { reasoning: '', text: content };
    this.#say({ reasoning: reasoningOf(delta) + parted.reasoning, text: parted.text + refusal });
    this.#calls.add(delta);
    const logprobs = objectOf(piece.logprobs)?.content;
    if (Array.isArray(logprobs)) this.#logprobs.push(...(logprobs as readonly JsonValue[]));
    const reason = textOf(piece.finish_reason) ?? '';
    if (reason === '') return;
    if (isCutOff(reason)) throw cutOffError();
    this.#reason ??= reason;
    if (this.#tags) this.#say(this.#tags.end());
    this.#calls.tellRest();
  }

  toChoice(): Choice {
    return {
      text: this.#text,
      finishReason: finishReason(this.#reason ?? '', { refused: this.#refused, calls: this.#calls.any }),
      toolCalls: this.#calls.whole(),
      ...(this.#reasoning !== '' && { reasoning: this.#reasoning }),
      ...(this.#logprobs.length > 0 && { logprobs: { content: this.#logprobs } }),
    };
  }

  #say({ reasoning, text }: ThoughtAndText): void {
    this.#reasoning += reasoning;
    this.#text += text;
    if (reasoning !== '') this.tell?.({ reasoning });
    if (text !== '') this.tell?.({ text });
  }
}
