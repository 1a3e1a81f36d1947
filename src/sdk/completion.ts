import type { JsonObject, JsonValue } from './json.js';

/** The uniform request and response: what every provider is asked, whatever its own wire format. */

export const roles = ['system', 'user', 'assistant', 'tool'] as const;
export type Role = (typeof roles)[number];

/** Exactly one of `url` and `base64`; urls are passed on as data and never fetched by the server. */
export interface Image {
  readonly url?: string;
  readonly base64?: string;
  /** IANA media type, for example `image/png`; required with `base64`. */
  readonly mediaType?: string;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonValue;
}

export interface Message {
  readonly role: Role;
  readonly content: string;
  /** Tells apart speakers of one role. */
  readonly name?: string;
  /** Marks the end of a prefix worth keeping in the provider's prompt cache. */
  readonly cache?: boolean;
  /** On an assistant's message: the calls it made. */
  readonly toolCalls?: readonly ToolCall[];
  /** On a tool's message: the call it answers. */
  readonly toolCallId?: string;
  readonly images?: readonly Image[];
}

export const reasoningEfforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
export type ReasoningEffort = (typeof reasoningEfforts)[number];

/** Sampling parameters by their uniform names; left out means the provider's own default. */
export interface Parameters {
  /** 0 to 2. */
  readonly temperature?: number;
  /** 0 to 1. */
  readonly topP?: number;
  readonly topK?: number;
  /** Tokens, hidden reasoning included. */
  readonly maxOutputTokens?: number;
  readonly stop?: readonly string[];
  readonly seed?: number;
  /** -2 to 2. */
  readonly frequencyPenalty?: number;
  /** -2 to 2. */
  readonly presencePenalty?: number;
  /** How many choices to return. */
  readonly n?: number;
  /** How many alternatives to give log probabilities for, at each token. */
  readonly logprobs?: number;
  readonly reasoningEffort?: ReasoningEffort;
}
export const parameterNames = [
  'temperature',
  'topP',
  'topK',
  'maxOutputTokens',
  'stop',
  'seed',
  'frequencyPenalty',
  'presencePenalty',
  'n',
  'logprobs',
  'reasoningEffort',
] as const satisfies readonly (keyof Parameters)[];
export type ParameterName = (typeof parameterNames)[number];
export type NumericParameterName = Exclude<ParameterName, 'stop' | 'reasoningEffort'>;

export interface ResponseFormat {
  readonly kind: 'text' | 'json' | 'json-schema';
  /** JSON Schema, for `json-schema`. */
  readonly schema?: JsonObject;
  readonly name?: string;
  readonly strict?: boolean;
}

export interface Tool {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments. */
  readonly schema: JsonObject;
  /** True to hold the arguments to the schema, where the provider can. */
  readonly strict?: boolean;
}

export interface ToolChoice {
  readonly mode: 'auto' | 'none' | 'required' | 'tool';
  /** The tool's name, for mode `tool`. */
  readonly tool?: string;
}

export interface CompletionRequest {
  /** What the provider itself calls the model. */
  readonly model: string;
  readonly messages: readonly Message[];
  readonly parameters: Parameters;
  readonly responseFormat?: ResponseFormat;
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
  /** False for one tool call at a time; left out means the provider's own default. */
  readonly parallelToolCalls?: boolean;
  /** Added to the provider's body as they are; never a field that a uniform one owns. */
  readonly providerOptions?: JsonObject;
  /** An opaque id of the customer's own end user. */
  readonly endUser?: string;
  /** Set by adaptation, never by a caller: the provider's own spelling of a uniform parameter. */
  readonly wireNames?: Readonly<Partial<Record<ParameterName, string>>>;
  /** Set by adaptation, never by a caller: tokens of the window that the server is asked for, where it may be. */
  readonly contextWindow?: number;
  /** Set by adaptation, never by a caller: tokens the model may think for, where the provider wants a number. */
  readonly reasoningBudget?: number;
  /** Set by the core before adaptation, which may take it back: the answer is wanted as it comes. */
  readonly stream?: boolean;
  /** Set by adaptation, never by a caller: which of the provider's endpoints to send to, by the adapter's own name. */
  readonly endpoint?: string;
  /** Set by adaptation, never by a caller: the tool whose arguments are the answer; the core makes text of its call. */
  readonly formatTool?: string;
  /** Set by adaptation, never by a caller: the field of the JSON answer that holds what was asked for. */
  readonly answerIn?: string;
  /** Set by adaptation, never by a caller: the caller's own names of tools, by those sent. */
  readonly toolNames?: Readonly<Record<string, string>>;
}

export const finishReasons = ['stop', 'length', 'tool-calls', 'content-filter', 'refusal', 'other'] as const;
export type FinishReason = (typeof finishReasons)[number];

export interface Choice {
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly toolCalls: readonly ToolCall[];
  readonly reasoning?: string;
  readonly logprobs?: JsonValue;
}

/**
 * Tokens. Input includes those read from a cache and those written to one, and output includes reasoning ones, whatever
 * the provider's own way of counting.
 */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  /** Written to the provider's prompt cache, where it says so. */
  readonly cacheWriteTokens?: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
}

export interface Completion {
  /** At least one. */
  readonly choices: readonly Choice[];
  /** Left out where the provider did not say: the core then estimates and says that it did. */
  readonly usage?: TokenUsage;
  /** The provider's request id, for a support ticket. */
  readonly providerRequestId?: string;
  /** What the adapter noticed about this answer and the caller should know, by the local id of the declared quirk. */
  readonly reports?: readonly CompletionReport[];
}

export interface CompletionReport {
  readonly quirk: string;
  readonly parameter: string;
  readonly reason: string;
  /** False where something asked for was not had, for example messages that the provider dropped. */
  readonly lossless: boolean;
}

/** One piece of a streamed answer. */
export interface CompletionDelta {
  readonly text?: string;
  readonly reasoning?: string;
  readonly toolCall?: ToolCall;
  /** A piece of a tool call's arguments as they come, before the call itself is told whole. */
  readonly toolArguments?: { readonly name: string; readonly text: string };
}
