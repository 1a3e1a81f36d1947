import { isDeepStrictEqual } from 'node:util';
import type { Choice, Completion, CompletionDelta, CompletionRequest, JsonValue, ToolCall } from '../sdk/index.js';

type Tell = (delta: CompletionDelta) => void;

/**
 * The answer in the terms of what was asked, where adaptation asked for it in others: the text out of the tool or the
 * field that holds it, tools by the caller's own names, and all at once where the model does not stream.
 */
export class AnswerAsAsked {
  /** For the adapter; undefined where no stream is to be asked for. */
  readonly onDelta: Tell | undefined;
  #toldText = '';
  #toldAnswer = false;

  constructor(
    private readonly request: CompletionRequest,
    private readonly tell: Tell | undefined,
  ) {
    const streamed = tell !== undefined && request.stream === true;
    this.onDelta = streamed ? (this.#isPlain() ? (delta) => this.#pass(tell, delta) : this.#read(tell)) : undefined;
  }

  whole(completion: Completion): Completion {
    const choices = this.#isPlain() ? completion.choices : completion.choices.map((choice) => this.#choice(choice));
    const [first] = choices;
    if (this.tell !== undefined && first !== undefined) {
      const atOnce = this.onDelta === undefined;
      if (atOnce && first.reasoning !== undefined) this.tell({ reasoning: first.reasoning });
      if (first.text !== '' && (atOnce || (this.#holdsText() && !this.#toldAnswer))) this.tell({ text: first.text });
      if (atOnce) for (const toolCall of first.toolCalls) this.tell({ toolCall });
    }
    if (!this.#toldAnswer || first === undefined) return { ...completion, choices };
    // What was told stands, but where the whole says something else.
    const called = completion.choices[0]?.toolCalls.some(({ name }) => name === this.request.formatTool);
    if (called && !sameJson(first.text, this.#toldText)) return { ...completion, choices };
    return { ...completion, choices: [{ ...first, text: this.#toldText }, ...choices.slice(1)] };
  }

  #isPlain(): boolean {
    return !this.#holdsText() && this.request.toolNames === undefined;
  }

  /** What a model says beside such an answer is not the answer. */
  #holdsText(): boolean {
    return this.request.formatTool !== undefined || this.request.answerIn !== undefined;
  }

  #pass(tell: Tell, delta: CompletionDelta): void {
    if (delta.toolArguments === undefined) tell(delta);
  }

  #read(tell: Tell): Tell {
    let isWhole = false;
    return ({ text, reasoning, toolCall, toolArguments }) => {
      if (reasoning !== undefined) tell({ reasoning });
      if (text !== undefined && !this.#holdsText()) tell({ text });
      if (toolArguments?.name === this.request.formatTool && toolArguments && !isWhole && !this.request.answerIn) {
        this.#tellAnswer(tell, toolArguments.text);
      }
      if (toolCall === undefined) return;
      if (toolCall.name !== this.request.formatTool) tell({ toolCall: this.#named(toolCall) });
      else if (!isWhole) {
        isWhole = true;
        if (!this.#toldAnswer) this.#tellAnswer(tell, this.#textOf(toolCall.arguments));
      }
    };
  }

  #tellAnswer(tell: Tell, text: string): void {
    if (text === '') return;
    this.#toldAnswer = true;
    this.#toldText += text;
    tell({ text });
  }

  #choice(choice: Choice): Choice {
    const { formatTool, answerIn } = this.request;
    const answer = choice.toolCalls.find(({ name }) => name === formatTool);
    const toolCalls = choice.toolCalls.filter(({ name }) => name !== formatTool).map((call) => this.#named(call));
    if (answer === undefined) {
      return { ...choice, toolCalls, text: answerIn === undefined ? choice.text : this.#unwrapped(choice.text) };
    }
    const ended = choice.finishReason === 'tool-calls' && toolCalls.length === 0;
    return {
      ...choice,
      text: this.#textOf(answer.arguments),
      toolCalls,
      ...(ended && { finishReason: 'stop' as const }),
    };
  }

  /** Arguments that are no JSON, cut off perhaps, come as the text they were. */
  #textOf(answer: JsonValue): string {
    if (typeof answer === 'string') return answer;
    const { answerIn } = this.request;
    return JSON.stringify(answerIn === undefined ? answer : (fieldOf(answer, answerIn) ?? answer));
  }

  #unwrapped(text: string): string {
    try {
      const field = fieldOf(JSON.parse(text) as JsonValue, this.request.answerIn!);
      return field === undefined ? text : JSON.stringify(field);
    } catch {
      return text;
    }
  }

  #named(call: ToolCall): ToolCall {
    const { toolNames = {} } = this.request;
    // A model may call what nobody has, `constructor` for one.
    return Object.hasOwn(toolNames, call.name) ? { ...call, name: toolNames[call.name]! } : call;
  }
}

function fieldOf(value: JsonValue, name: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, JsonValue>>)[name]
    : undefined;
}

function sameJson(one: string, other: string): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(one), JSON.parse(other));
  } catch {
    return one === other;
  }
}
