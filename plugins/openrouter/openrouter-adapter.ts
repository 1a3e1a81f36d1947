import {
  ownValue,
  type CompletionReport,
  type CompletionRequest,
  type ErrorCode,
  type JsonObject,
  type JsonValue,
  type ProviderAdapter,
} from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';

/** Chat completions as OpenRouter spells them. */
export const openrouterAdapter = (): ProviderAdapter =>
  openAICompatible({
    amendBody: (body, request) => uncompressed(withAbleRoutes(withReasoning(withCacheMarks(body, request)), request)),
    classifyError: meaningOf,
    notice: reportsOf,
  });

/** Makers whose prompt caches are marked by the customer. */
const marksCache = /^(anthropic\/|google\/gemini|minimax\/|z-ai\/)/;

function withCacheMarks(body: JsonObject, { model, messages }: CompletionRequest): JsonObject {
  if (!marksCache.test(model) || !messages.some(({ cache }) => cache)) return body;
  const sent = body['messages'] as readonly JsonObject[];
  return { ...body, messages: sent.map((message, at) => (messages[at]?.cache ? marked(message) : message)) };
}

function marked(message: JsonObject): JsonObject {
  const { content } = message;
  const parts = (typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? [])) as JsonObject[];
  const last = parts.at(-1);
  if (last === undefined) return message;
  return { ...message, content: [...parts.slice(0, -1), { ...last, cache_control: { type: 'ephemeral' } }] };
}

function withReasoning(body: JsonObject): JsonObject {
  const { reasoning_effort: effort, ...rest } = body;
  if (effort === undefined) return body;
  // An effort and a number of tokens exclude each other: a customer's own choice of either stands.
  return isChosen(body['reasoning']) ? rest : { ...rest, reasoning: { ...(body['reasoning'] as JsonObject), effort } };
}

const isChosen = (reasoning: JsonValue | undefined): boolean =>
  ['effort', 'max_tokens'].some((field) => field in ((reasoning ?? {}) as JsonObject));

const reportsOf = ({ parameters, providerOptions }: CompletionRequest): readonly CompletionReport[] =>
  parameters.reasoningEffort !== undefined && isChosen(providerOptions?.['reasoning']) ? [overruled] : [];

const overruled: CompletionReport = {
  quirk: 'reasoning-object',
  parameter: 'reasoningEffort',
  reason: 'The provider option reasoning says how much to reason, which excludes an effort beside it.',
  lossless: false,
};

/** What a route could ignore unseen. */
const ignorable = ({ parameters, responseFormat, tools }: CompletionRequest) =>
  Object.keys(parameters).length > 0 || tools !== undefined || (responseFormat?.kind ?? 'text') !== 'text';

function withAbleRoutes(body: JsonObject, request: CompletionRequest): JsonObject {
  if (!ignorable(request)) return body;
  return { ...body, provider: { require_parameters: true, ...(body['provider'] as JsonObject | undefined) } };
}

const compression = 'context-compression';

function uncompressed(body: JsonObject): JsonObject {
  const plugins = (body['plugins'] ?? []) as readonly JsonValue[];
  const chosen = plugins.some((plugin) => (plugin as JsonObject)['id'] === compression);
  if (chosen || 'transforms' in body) return body;
  return { ...body, plugins: [...plugins, { id: compression, enabled: false }] };
}

function meaningOf(status: number, { type = '', message }: { type?: string; message: string }): ErrorCode | undefined {
  if (/is not a valid model id/i.test(message)) return 'UNKNOWN_MODEL';
  const own = ownValue(kinds, type);
  if (own !== undefined) return own;
  if (status === 402 && /in.?flight/i.test(`${type} ${message}`)) return 'RATE_LIMITED';
  if (status === 403 && /moderation|flagged|guardrail/i.test(message)) return 'CONTENT_FILTERED';
  if (status === 403 && /(key|credit|spend\w*) limit/i.test(message)) return 'QUOTA_EXHAUSTED';
  if (status === 404 && /no endpoints found (that|matching)|no allowed providers/i.test(message)) {
    return /tool use|image input|parameters|audio/i.test(message) ? 'UNSUPPORTED_FEATURE' : 'PROVIDER_REJECTED';
  }
  if (status === 404 && /no endpoints found for/i.test(message)) return 'UNKNOWN_MODEL';
  return undefined;
}

/** OpenRouter's own kinds of failure whose names others use otherwise, or not at all. */
const kinds: Readonly<Record<string, ErrorCode>> = {
  invalid_prompt: 'PROVIDER_REJECTED',
  string_too_long: 'REQUEST_TOO_LARGE',
  image_too_large: 'REQUEST_TOO_LARGE',
  token_limit_exceeded: 'QUOTA_EXHAUSTED',
  refusal: 'CONTENT_FILTERED',
  timeout: 'PROVIDER_TIMEOUT',
};
