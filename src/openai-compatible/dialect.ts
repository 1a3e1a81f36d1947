import type { Completion, CompletionDelta, CompletionRequest, JsonObject, ProviderResponse } from '../sdk/index.js';
import type { ReadUsage } from './chat-usage.js';
import type { ChatBodyOptions } from './to-chat-body.js';

export interface AnswerOptions {
  readonly thinkTags?: boolean;
  readonly readUsage?: ReadUsage;
  /** Told what the provider calls the model that answers. */
  readonly onModel?: (model: string) => void;
  /** The typed error for what is no answer, though its status says so. */
  answerError(reply: JsonObject): Error;
  /** The typed error for a failure that the provider tells of in its answer. */
  toldError(event: JsonObject): Error;
}

export interface StreamOptions extends AnswerOptions {
  /** True where the provider always ends with `[DONE]`, so that a stream without it was cut. */
  readonly doneMarker?: boolean;
  /** Deltas of the first choice, since they carry no number; a tool call comes when it is whole. */
  readonly onDelta?: (delta: CompletionDelta) => void;
}

/** What an answer is read as, and what else it says of how it came about. */
export interface Answer extends Completion {
  /** Which tier of the provider's service gave it; it can differ from the one asked for. */
  readonly serviceTier?: string;
}

/** One way to ask and to be answered; a provider has each below the same base URL, with the same errors. */
export interface Dialect {
  /** Joined to the base URL where the plugin names no other. */
  readonly path: string;
  toBody(request: CompletionRequest, stream: boolean, options: ChatBodyOptions): JsonObject;
  fromReply(reply: JsonObject, options: AnswerOptions): Answer;
  fromStream(response: ProviderResponse, options: StreamOptions): Promise<Answer>;
}
