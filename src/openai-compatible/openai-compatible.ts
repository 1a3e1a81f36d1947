import {
  attemptFailure,
  readJsonReply,
  withAnswerPieces,
  type Completion,
  type CompletionReport,
  type CompletionRequest,
  type JsonObject,
  type ModelDeclaration,
  type PreparedRequest,
  type ProviderAdapter,
  type ProviderCall,
  type ProviderResponse,
  type RateLimitHeaders,
} from '../sdk/index.js';
import { chatAnswerError, chatError, chatStreamError, type ClassifyChatError } from './chat-error.js';
import { chatRequestId } from './chat-request-id.js';
import type { ReadUsage } from './chat-usage.js';
import { chatDialect } from './chat-dialect.js';
import type { Answer, Dialect, StreamOptions } from './dialect.js';
import { standardHeaders } from './standard-headers.js';
import { openaiFamilies } from './openai-models/openai-families.js';
import { responsesDialect } from './responses/responses-dialect.js';
import type { ChatBodyOptions } from './to-chat-body.js';

export interface OpenAICompatibleOptions extends ChatBodyOptions {
  /** Sends what was prepared; by default a plain POST to the path below the credential's base URL. */
  readonly send?: (prepared: PreparedRequest, call: ProviderCall) => Promise<ProviderResponse>;
  /** The base URL below which requests go, from the credential's own, of which a server of one's own may have several. */
  readonly baseUrl?: (given: string) => string;
  /** Where a request goes; the base URL and the path joined where left out. */
  readonly url?: (prepared: PreparedRequest, call: ProviderCall) => string;
  /** Joined to the base URL; `/chat/completions` where left out. */
  readonly path?: string;
  /** True where requests whose `endpoint` is `responses` go to the Responses API. */
  readonly responses?: boolean;
  /** Puts the body right where the provider's spelling differs; previews show the outcome too. */
  readonly amendBody?: (body: JsonObject, request: CompletionRequest) => JsonObject;
  /** True for requests that the provider answers only as a stream: one is asked for, whatever the caller wants. */
  readonly streams?: (request: CompletionRequest) => boolean;
  /** True where the provider always ends a stream with `[DONE]`, so that one without it was cut. */
  readonly doneMarker?: boolean;
  /** True where models write their reasoning into the text, between `<think>` and `</think>` at its beginning. */
  readonly thinkTags?: boolean;
  /** The provider's own way of counting, where the dialect's would be wrong; it is given that one. */
  readonly readUsage?: ReadUsage;
  /** The provider's own meaning of a failure where the dialect's would be wrong. */
  readonly classifyError?: ClassifyChatError;
  /** What to tell about an answer, by the ids of declared quirks. */
  readonly notice?: (
    request: CompletionRequest,
    answer: Answer,
    /** What the provider calls the model that answered, where it says so. */
    answeredBy: string | undefined,
  ) => readonly CompletionReport[];
}

/**
 * An adapter for the chat-completions dialect, and for the Responses API where the plugin has it and a declared quirk
 * sends a request there. What `prepare` returns is what is sent.
 */
export function openAICompatible(options: OpenAICompatibleOptions = {}): ProviderAdapter {
  const { url = joined, amendBody, classifyError } = options;
  const send = options.send ?? ((prepared, call) => plainly(prepared, call, url(prepared, call)));
  const dialectOf = ({ endpoint }: CompletionRequest): Dialect =>
    options.responses && endpoint === 'responses' ? responsesDialect : chatDialect;
  const prepare = (request: CompletionRequest, { stream }: { readonly stream: boolean }): PreparedRequest => {
    const dialect = dialectOf(request);
    const path = dialect === chatDialect ? (options.path ?? dialect.path) : dialect.path;
    const body = dialect.toBody(request, stream || (options.streams?.(request) ?? false), options);
    return { method: 'POST', path, body: amendBody?.(body, request) ?? body };
  };

  const answer = async (request: CompletionRequest, call: ProviderCall): Promise<Completion> => {
    const prepared = prepare(request, { stream: call.onDelta !== undefined });
    const stream = prepared.body['stream'] === true;
    const baseUrl = options.baseUrl?.(call.baseUrl) ?? call.baseUrl;
    const response = await send(prepared, { ...call, baseUrl });
    if (!response.ok) throw await chatError(response, classifyError);
    const dialect = dialectOf(request);
    let answeredBy: string | undefined;
    const reading: StreamOptions = {
      onModel: (model) => (answeredBy = model),
      doneMarker: options.doneMarker,
      thinkTags: options.thinkTags,
      readUsage: options.readUsage,
      onDelta: withAnswerPieces(call.onDelta, request),
      answerError: (reply) => chatAnswerError(reply, response, classifyError),
      toldError: (event) => chatStreamError(event, response, classifyError),
    };
    // Some servers answer whole though a stream was asked for.
    const streamed = stream && !/\bjson\b/i.test(response.headers.get('content-type') ?? '');
    const answered = streamed
      ? await dialect.fromStream(response, reading)
      : dialect.fromReply(await readJsonReply(response), reading);
    if (stream && !streamed) tellAtOnce(answered, call);
    const reports = options.notice?.(request, answered, answeredBy) ?? [];
    const { serviceTier: _, ...completion } = answered;
    const providerRequestId = chatRequestId(response);
    return {
      ...completion,
      ...(providerRequestId !== undefined && { providerRequestId }),
      ...(reports.length > 0 && { reports }),
    };
  };

  return {
    prepare,
    complete: async (request, call) => {
      try {
        return await answer(request, call);
      } catch (error) {
        throw attemptFailure(error, call.signal);
      }
    },
  };
}

const joined = ({ path }: PreparedRequest, { baseUrl }: ProviderCall): string => baseUrl + path;

function plainly(prepared: PreparedRequest, call: ProviderCall, url: string): Promise<ProviderResponse> {
  return call.fetch(url, {
    method: prepared.method,
    headers: {
      'content-type': 'application/json',
      accept: prepared.body.stream === true ? 'text/event-stream' : 'application/json',
      ...prepared.headers,
    },
    body: JSON.stringify(prepared.body),
    signal: call.signal,
  });
}

function tellAtOnce({ choices: [choice] }: Completion, { onDelta }: ProviderCall): void {
  if (choice?.reasoning !== undefined) onDelta?.({ reasoning: choice.reasoning });
  if (choice?.text) onDelta?.({ text: choice.text });
  for (const toolCall of choice?.toolCalls ?? []) onDelta?.({ toolCall });
}

/** What whole families of OpenAI's models take, for every plugin of a provider that serves them. */
export const openaiModelFamilies: readonly ModelDeclaration[] = openaiFamilies;

/** Where OpenAI, and many after it, tell of their rate limits: for `rateLimitHeaders`. */
export const chatRateLimitHeaders: readonly RateLimitHeaders[] = standardHeaders;
